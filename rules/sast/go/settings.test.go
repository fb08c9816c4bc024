package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"log"
	"net/http"
	_ "net/http/pprof"
	"net/smtp"
	"os"

	"golang.org/x/crypto/bcrypt"
)

func secrets(password string, apiKey string, key []byte) {
	// ruleid: go-secret-literal
	smtp.PlainAuth("", "app", "made-up", "mail")
	// ok: go-secret-literal
	smtp.PlainAuth("", "app", password, "mail")
	// ruleid: go-secret-logged
	log.Println("key", apiKey)
	// ok: go-secret-logged
	log.Println("key", len(apiKey))
	// ruleid: go-bcrypt-few-rounds
	bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	// ok: go-bcrypt-few-rounds
	bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	// ruleid: go-rsa-key-short
	rsa.GenerateKey(rand.Reader, 1024)
	// ok: go-rsa-key-short
	rsa.GenerateKey(rand.Reader, 3072)
}

func same(key []byte, given []byte) bool {
	mac := hmac.New(sha256.New, key)
	// ok: go-mac-compared-early-exit
	good := hmac.Equal(mac.Sum(nil), given)
	// ruleid: go-mac-compared-early-exit
	return good || bytes.Equal(mac.Sum(nil), given)
}

func serve(w http.ResponseWriter, server *http.Server, err error) {
	// ruleid: go-plain-http-call
	http.Get("http://orders.internal.net/list")
	// ok: go-plain-http-call
	http.Get("https://orders.internal.net/list")
	// ruleid: go-server-without-timeouts, go-server-bind-pprof
	http.ListenAndServe(":8080", nil)
	// ok: go-server-without-timeouts, go-server-bind-pprof
	server.ListenAndServe()
	// ruleid: go-temp-file-shared
	os.Create("/tmp/report.txt")
	// ok: go-temp-file-shared
	os.CreateTemp("", "report")
	// ruleid: go-iam-wildcard
	awsiam.ManagedPolicy_FromAwsManagedPolicyName(jsii.String("AdministratorAccess"))
	// ok: go-iam-wildcard
	awsiam.ManagedPolicy_FromAwsManagedPolicyName(jsii.String("ReadOnlyAccess"))
	// ruleid: go-error-details-shown
	http.Error(w, err.Error(), http.StatusInternalServerError)
	// ok: go-error-details-shown
	http.Error(w, "failed", http.StatusInternalServerError)
}

// ruleid: go-s3-public
var open = s3.PutObjectInput{Bucket: bucket, ACL: types.ObjectCannedACLPublicRead}

// ok: go-s3-public
var closed = s3.PutObjectInput{Bucket: bucket}

// ruleid: go-lambda-no-authorizer
var free = awslambda.FunctionUrlOptions{AuthType: awslambda.FunctionUrlAuthType_NONE}

// ok: go-lambda-no-authorizer
var checked = awslambda.FunctionUrlOptions{AuthType: awslambda.FunctionUrlAuthType_AWS_IAM}

func handle(ctx context.Context, event events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	// ruleid: go-event-logged
	log.Printf("event %v", event)
	// ok: go-event-logged
	log.Printf("path %v", event.Path)
	return answer, nil
}
