package main

import (
	"net/http"
	"os"
	"strconv"
	"sync"
	"unsafe"
)

func errors() {
	// ruleid: go-error-overwritten
	a, err := one()
	b, err := two()
	use(a, b, err)
}

func errorsWell() {
	// ok: go-error-overwritten
	a, err := one()
	if err != nil {
		return
	}
	b, err := two()
	use(a, b, err)
}

func files(names []string) {
	for _, name := range names {
		f, _ := os.Open(name)
		// ruleid: go-defer-in-loop
		defer f.Close()
	}
	f, _ := os.Open("a")
	// ok: go-defer-in-loop
	defer f.Close()
}

func fetch() {
	// ruleid: go-response-body-open
	response, err := http.Get("https://example.org")
	use(response, err)
}

func fetchWell() {
	// ok: go-response-body-open
	response, err := http.Get("https://example.org")
	if err != nil {
		return
	}
	defer response.Body.Close()
}

// ruleid: go-mutex-copied
func locked(mu sync.Mutex) {
	mu.Lock()
}

// ok: go-mutex-copied
func lockedWell(mu *sync.Mutex) {
	mu.Lock()
}

func group(wg *sync.WaitGroup) {
	// ruleid: go-waitgroup-add-inside
	go func() {
		wg.Add(1)
		work()
	}()
	wg.Add(1)
	// ok: go-waitgroup-add-inside
	go func() {
		work()
	}()
}

func early(mu *sync.Mutex, x int) {
	// ruleid: go-lock-not-released
	mu.Lock()
	if x == 0 {
		return
	}
	work()
	mu.Unlock()
}

func earlyWell(mu *sync.Mutex, x int) {
	// ok: go-lock-not-released
	mu.Lock()
	if x == 0 {
		mu.Unlock()
		return
	}
	work()
	mu.Unlock()
}

func compare(x, y int) bool {
	// ruleid: go-self-comparison
	one := x == x
	// ok: go-self-comparison
	two := x == y
	return one || two
}

func failed() {
	r, err := call()
	// ruleid: go-nil-error-dereference
	if err != nil {
		r.Body.Close()
	}
	// ok: go-nil-error-dereference
	if err == nil {
		r.Body.Close()
	}
}

func narrow(text string) {
	n, err := strconv.Atoi(text)
	use(err)
	// ruleid: go-integer-narrowed
	use(int16(n))
	// ok: go-integer-narrowed
	use(int64(n))
}

func pointers(p *int) {
	// ruleid: go-unsafe-used
	q := unsafe.Pointer(uintptr(p) + 8)
	// ok: go-unsafe-used
	r := unsafe.Pointer(p)
	use(q, r)
}
