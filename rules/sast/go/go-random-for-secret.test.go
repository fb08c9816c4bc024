package token

import (
	crand "crypto/rand"
	"math/rand"
	"strconv"
)

func make() {
	// ruleid: go-random-for-secret
	resetToken := strconv.Itoa(rand.Intn(1000000))
	// ok: go-random-for-secret
	salt, _ := crand.Int(crand.Reader, limit)
	// ok: go-random-for-secret
	dice := rand.Intn(6)
	_, _, _ = resetToken, salt, dice
}
