package keyring

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
	"math/big"
)

// tagSize is the length of a whole GCM tag in bytes.
const tagSize = 16

func block(key []byte) (cipher.Block, error) {
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, operationError("an AES key has 128, 192 or 256 bits, not %d", len(key)*8)
	}
	return b, nil
}

func gcm(key, iv []byte) (cipher.AEAD, error) {
	b, err := block(key)
	if err != nil {
		return nil, err
	}
	if len(iv) == 0 {
		return nil, operationError("the initialisation vector of AES-GCM is empty")
	}
	a, err := cipher.NewGCMWithNonceSize(b, len(iv))
	if err != nil {
		return nil, operationError("AES-GCM: %v", err)
	}
	return a, nil
}

// SealGCM encrypts with AES-GCM; the tag, of tag bytes, is appended.
func SealGCM(key, iv, data, additional []byte, tag int) ([]byte, error) {
	a, err := gcm(key, iv)
	if err != nil {
		return nil, err
	}
	return a.Seal(nil, iv, data, additional)[:len(data)+tag], nil
}

// OpenGCM decrypts what SealGCM encrypted.
func OpenGCM(key, iv, data, additional []byte, tag int) ([]byte, error) {
	a, err := gcm(key, iv)
	if err != nil {
		return nil, err
	}
	if len(data) < tag {
		return nil, operationError("the data is shorter than its tag of %d bytes", tag)
	}
	if tag == tagSize {
		out, err := a.Open(nil, iv, data, additional)
		if err != nil {
			return nil, operationError("the data does not decrypt: the tag is another")
		}
		return out, nil
	}
	// Go opens whole tags only. Sealing is its own inverse but for the tag, and
	// a short tag is the beginning of the whole one.
	text, want := data[:len(data)-tag], data[len(data)-tag:]
	plain := a.Seal(nil, iv, text, nil)[:len(text)]
	got := a.Seal(nil, iv, plain, additional)[len(plain):]
	if subtle.ConstantTimeCompare(got[:tag], want) != 1 {
		return nil, operationError("the data does not decrypt: the tag is another")
	}
	return plain, nil
}

func checkIV(iv []byte) error {
	if len(iv) != aes.BlockSize {
		return operationError("the initialisation vector has %d bytes, not 16", len(iv))
	}
	return nil
}

// EncryptCBC encrypts with AES-CBC and the padding of PKCS #7.
func EncryptCBC(key, iv, data []byte) ([]byte, error) {
	b, err := block(key)
	if err != nil {
		return nil, err
	}
	if err := checkIV(iv); err != nil {
		return nil, err
	}
	out := pad(data)
	cipher.NewCBCEncrypter(b, iv).CryptBlocks(out, out)
	return out, nil
}

// DecryptCBC decrypts what EncryptCBC encrypted.
func DecryptCBC(key, iv, data []byte) ([]byte, error) {
	b, err := block(key)
	if err != nil {
		return nil, err
	}
	if err := checkIV(iv); err != nil {
		return nil, err
	}
	if len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return nil, operationError("the data is not a number of whole blocks")
	}
	out := make([]byte, len(data))
	cipher.NewCBCDecrypter(b, iv).CryptBlocks(out, data)
	out, ok := unpad(out, aes.BlockSize)
	if !ok {
		return nil, operationError("the data does not decrypt: the padding is wrong")
	}
	return out, nil
}

// pad returns a copy with the padding of PKCS #7 for blocks of 16 bytes.
func pad(data []byte) []byte { return padTo(data, aes.BlockSize) }

func padTo(data []byte, size int) []byte {
	n := size - len(data)%size
	return append(bytes.Clone(data), bytes.Repeat([]byte{byte(n)}, n)...)
}

func unpad(data []byte, size int) ([]byte, bool) {
	if len(data) == 0 {
		return nil, false
	}
	n := int(data[len(data)-1])
	if n == 0 || n > size || n > len(data) {
		return nil, false
	}
	for _, b := range data[len(data)-n:] {
		if int(b) != n {
			return nil, false
		}
	}
	return data[:len(data)-n], true
}

// CTR encrypts or decrypts with AES-CTR, of whose counter block the last bits
// bits count and the others stay.
func CTR(key, counter, data []byte, bits int) ([]byte, error) {
	b, err := block(key)
	if err != nil {
		return nil, err
	}
	if len(counter) != aes.BlockSize {
		return nil, operationError("the counter has %d bytes, not 16", len(counter))
	}
	if bits < 1 || bits > 128 {
		return nil, operationError("the counter has 1 to 128 bits that count, not %d", bits)
	}
	span := new(big.Int).Lsh(big.NewInt(1), uint(bits))
	blocks := big.NewInt(int64((len(data) + aes.BlockSize - 1) / aes.BlockSize))
	if blocks.Cmp(span) > 0 {
		return nil, operationError("the data has more blocks than the counter can count")
	}
	out := make([]byte, len(data))
	start := new(big.Int).SetBytes(counter)
	low := new(big.Int).Mod(start, span)
	left := new(big.Int).Sub(span, low) // blocks until the counter begins again
	if blocks.Cmp(left) <= 0 {
		cipher.NewCTR(b, counter).XORKeyStream(out, data)
		return out, nil
	}
	at := int(left.Int64()) * aes.BlockSize
	cipher.NewCTR(b, counter).XORKeyStream(out[:at], data[:at])
	again := new(big.Int).Sub(start, low).FillBytes(make([]byte, aes.BlockSize))
	cipher.NewCTR(b, again).XORKeyStream(out[at:], data[at:])
	return out, nil
}

// kwStart is the initial value of RFC 3394.
const kwStart = 0xa6a6a6a6a6a6a6a6

// WrapKW wraps key material with AES-KW (RFC 3394).
func WrapKW(key, data []byte) ([]byte, error) {
	b, err := block(key)
	if err != nil {
		return nil, err
	}
	if len(data) < 16 || len(data)%8 != 0 {
		return nil, operationError("AES-KW wraps multiples of 8 bytes, from 16 on, not %d", len(data))
	}
	out := append(make([]byte, 8, 8+len(data)), data...)
	var buf [16]byte
	a, n := uint64(kwStart), len(data)/8
	for t := 1; t <= 6*n; t++ {
		r := out[((t-1)%n+1)*8:][:8]
		binary.BigEndian.PutUint64(buf[:8], a)
		copy(buf[8:], r)
		b.Encrypt(buf[:], buf[:])
		a = binary.BigEndian.Uint64(buf[:8]) ^ uint64(t)
		copy(r, buf[8:])
	}
	binary.BigEndian.PutUint64(out, a)
	return out, nil
}

// UnwrapKW unwraps what WrapKW wrapped.
func UnwrapKW(key, data []byte) ([]byte, error) {
	b, err := block(key)
	if err != nil {
		return nil, err
	}
	if len(data) < 24 || len(data)%8 != 0 {
		return nil, operationError("AES-KW unwraps multiples of 8 bytes, from 24 on, not %d", len(data))
	}
	out := bytes.Clone(data[8:])
	var buf [16]byte
	a, n := binary.BigEndian.Uint64(data), len(out)/8
	for t := 6 * n; t >= 1; t-- {
		r := out[((t-1)%n)*8:][:8]
		binary.BigEndian.PutUint64(buf[:8], a^uint64(t))
		copy(buf[8:], r)
		b.Decrypt(buf[:], buf[:])
		a = binary.BigEndian.Uint64(buf[:8])
		copy(r, buf[8:])
	}
	if a != kwStart {
		return nil, operationError("the wrapped key does not unwrap: the check value is another")
	}
	return out, nil
}
