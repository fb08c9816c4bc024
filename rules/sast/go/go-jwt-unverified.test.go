package token

import "github.com/golang-jwt/jwt/v5"

func claims(text string) {
	// ruleid: go-jwt-unverified
	jwt.NewParser().ParseUnverified(text, jwt.MapClaims{})
	// ok: go-jwt-unverified
	jwt.Parse(text, keys, jwt.WithValidMethods([]string{"RS256"}))
	// ok: go-jwt-unverified
	// ParseUnverified is not enough here
}
