package keyring

import (
	"crypto/hkdf"
	"crypto/pbkdf2"

	"golang.org/x/crypto/scrypt"
)

// LargestResult bounds what one call makes, in bytes. An isolate of the platform
// has 128 MB in all.
const LargestResult = 64 << 20

func checkSize(n int) error {
	if n < 0 || n > LargestResult {
		return operationError("a result of %d bytes is too large", n)
	}
	return nil
}

// HKDF derives n bytes (RFC 5869).
func HKDF(h *Hash, secret, salt, info []byte, n int) ([]byte, error) {
	if n == 0 {
		return []byte{}, nil
	}
	if n > 255*h.Size() {
		return nil, operationError("HKDF with %s gives at most %d bytes, not %d", h.Name, 255*h.Size(), n)
	}
	out, err := hkdf.Key(h.New, secret, salt, string(info), n)
	if err != nil {
		return nil, operationError("HKDF: %v", err)
	}
	return out, nil
}

// PBKDF2 derives n bytes from a password (RFC 8018). Its time grows with
// iterations and n; it cannot be stopped.
func PBKDF2(h *Hash, password, salt []byte, iterations, n int) ([]byte, error) {
	if iterations < 1 {
		return nil, operationError("PBKDF2 needs at least one iteration")
	}
	if n == 0 {
		return []byte{}, nil
	}
	if err := checkSize(n); err != nil {
		return nil, err
	}
	out, err := pbkdf2.Key(h.New, string(password), salt, iterations, n)
	if err != nil {
		return nil, operationError("PBKDF2: %v", err)
	}
	return out, nil
}

// Scrypt derives length bytes from a password (RFC 7914).
func Scrypt(password, salt []byte, n, r, p, length int) ([]byte, error) {
	if length == 0 {
		return []byte{}, nil
	}
	if err := checkSize(length); err != nil {
		return nil, err
	}
	if int64(n)*int64(r) > LargestResult/128*4 {
		return nil, operationError("scrypt would need more than %d MB", LargestResult>>18)
	}
	out, err := scrypt.Key(password, salt, n, r, p, length)
	if err != nil {
		return nil, operationError("scrypt: %v", err)
	}
	return out, nil
}
