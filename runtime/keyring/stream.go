package keyring

import (
	"bytes"
	"crypto/cipher"
	"crypto/des"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

// A CipherInfo says what a cipher that works piece by piece needs.
type CipherInfo struct {
	Name      string // as Node lists it
	Mode      string // "cbc", "cfb", "cfb8", "ctr", "ecb", "gcm", "ofb" or "stream"
	KeySize   int    // bytes
	IVSize    int    // bytes; 0 for none
	BlockSize int    // 1 for those that pad nothing
	NID       int    // OpenSSL's number
}

// Authenticated reports whether the cipher makes a tag.
func (c *CipherInfo) Authenticated() bool { return c.Mode == "gcm" || c.Mode == "stream" }

var cipherInfos = func() []*CipherInfo {
	var out []*CipherInfo
	nids := map[string][3]int{
		"cbc": {419, 423, 427}, "cfb": {421, 425, 429}, "cfb8": {653, 654, 655}, "ctr": {904, 905, 906},
		"ecb": {418, 422, 426}, "gcm": {895, 898, 901}, "ofb": {420, 424, 428},
	}
	for n, bits := range []int{128, 192, 256} {
		for mode := range nids {
			c := &CipherInfo{Name: fmt.Sprintf("aes-%d-%s", bits, mode), Mode: mode, KeySize: bits / 8, IVSize: 16, BlockSize: 1, NID: nids[mode][n]}
			switch mode {
			case "gcm":
				c.IVSize = 12
			case "ecb":
				c.IVSize, c.BlockSize = 0, 16
			case "cbc":
				c.BlockSize = 16
			}
			out = append(out, c)
		}
	}
	out = append(out,
		&CipherInfo{Name: "chacha20-poly1305", Mode: "stream", KeySize: 32, IVSize: 12, BlockSize: 1, NID: 1018},
		&CipherInfo{Name: "des-ede3-cbc", Mode: "cbc", KeySize: 24, IVSize: 8, BlockSize: 8, NID: 44})
	slices.SortFunc(out, func(a, b *CipherInfo) int { return strings.Compare(a.Name, b.Name) })
	return out
}()

// CipherNamed finds a cipher by its name in any case ("aes-256-gcm", also
// "aes256" and "id-aes256-GCM").
func CipherNamed(name string) (*CipherInfo, bool) {
	name = strings.ToLower(name)
	for _, c := range cipherInfos {
		short := fmt.Sprintf("aes%d", c.KeySize*8)
		if name == c.Name || c.Mode == "cbc" && name == short && c.BlockSize == 16 || name == "des3" && c.NID == 44 || c.Mode == "gcm" && name == "id-"+short+"-gcm" {
			return c, true
		}
	}
	return nil, false
}

// CipherByNID finds a cipher by OpenSSL's number.
func CipherByNID(nid int) (*CipherInfo, bool) {
	for _, c := range cipherInfos {
		if c.NID == nid {
			return c, true
		}
	}
	return nil, false
}

// CipherNames lists the ciphers.
func CipherNames() []string {
	var out []string
	for _, c := range cipherInfos {
		out = append(out, c.Name)
	}
	return out
}

// What a Cipher may fail with, in OpenSSL's words.
var (
	ErrBadDecrypt  = errors.New("bad decrypt")
	ErrFinalLength = errors.New("wrong final block length")
	ErrTag         = errors.New("unable to authenticate data")
)

// A Cipher encrypts or decrypts data that comes piece by piece.
type Cipher struct {
	encrypt bool
	padding bool
	size    int              // of a block; 1 for streams
	blocks  cipher.BlockMode // for cbc and ecb
	stream  cipher.Stream    // for ctr, cfb, cfb8 and ofb
	held    []byte           // not a whole block yet, or the last one, which has the padding

	// Authenticated modes. Go's library works on whole messages only: its key
	// stream is got by sealing zeros, and the tag by sealing the text at the end.
	aead   cipher.AEAD
	iv     []byte
	keys   []byte // the key stream so far
	text   []byte // the plain text so far
	aad    []byte
	tag    []byte
	tagged int // the length of the tag
}

// NewCipher starts a cipher. The length of key must be right, that of iv too but
// for gcm, which takes any. tag is the length of the tag in bytes.
func NewCipher(info *CipherInfo, key, iv []byte, encrypt bool, tag int) (*Cipher, error) {
	c := &Cipher{encrypt: encrypt, padding: true, size: info.BlockSize, iv: bytes.Clone(iv), tagged: tag}
	if info.Mode == "stream" {
		a, err := chacha20poly1305.New(key)
		c.aead = a
		return c, err
	}
	newBlock := block
	if info.BlockSize == des.BlockSize {
		newBlock = des.NewTripleDESCipher
	}
	b, err := newBlock(key)
	if err != nil {
		return nil, err
	}
	switch info.Mode {
	case "cfb", "cfb8", "ofb":
		c.stream = newFeedback(b, iv, info.Mode, encrypt)
	case "gcm":
		c.aead, err = gcm(key, iv)
	case "ctr":
		c.stream = cipher.NewCTR(b, iv)
	case "ecb":
		c.blocks = ecb{b, encrypt}
	case "cbc":
		c.blocks = cipher.NewCBCDecrypter(b, iv)
		if encrypt {
			c.blocks = cipher.NewCBCEncrypter(b, iv)
		}
	}
	return c, err
}

// SetPadding says whether blocks are padded, as they are at first.
func (c *Cipher) SetPadding(on bool) { c.padding = on }

// AddData adds data that is authenticated but not encrypted.
func (c *Cipher) AddData(b []byte) { c.aad = append(c.aad, b...) }

// SetTag sets the tag that decryption must find.
func (c *Cipher) SetTag(tag []byte) { c.tag, c.tagged = bytes.Clone(tag), len(tag) }

// Tag returns the tag that encryption made, after Final.
func (c *Cipher) Tag() []byte { return c.tag }

// Update takes a piece and returns what can be told of the result by now.
func (c *Cipher) Update(data []byte) []byte {
	switch {
	case c.aead != nil:
		return c.updateSealed(data)
	case c.stream != nil:
		out := make([]byte, len(data))
		c.stream.XORKeyStream(out, data)
		return out
	}
	c.held = append(c.held, data...)
	n := len(c.held) / c.size * c.size
	if !c.encrypt && c.padding && n == len(c.held) && n > 0 {
		n -= c.size
	}
	out := make([]byte, n)
	c.blocks.CryptBlocks(out, c.held[:n])
	c.held = append([]byte{}, c.held[n:]...)
	return out
}

func (c *Cipher) updateSealed(data []byte) []byte {
	at := len(c.text)
	if need := at + len(data); need > len(c.keys) {
		zeros := make([]byte, max(need, 2*len(c.keys)))
		c.keys = c.aead.Seal(nil, c.iv, zeros, nil)[:len(zeros)]
	}
	out := make([]byte, len(data))
	subtle.XORBytes(out, data, c.keys[at:])
	if c.encrypt {
		c.text = append(c.text, data...)
	} else {
		c.text = append(c.text, out...)
	}
	return out
}

// Final returns the rest of the result. It fails when the data does not decrypt.
func (c *Cipher) Final() ([]byte, error) {
	switch {
	case c.aead != nil:
		return nil, c.finish()
	case c.stream != nil:
		return nil, nil
	}
	switch {
	case c.encrypt && c.padding:
		out := padTo(c.held, c.size)
		c.blocks.CryptBlocks(out, out)
		return out, nil
	case len(c.held) == 0 && (c.encrypt || !c.padding):
		return nil, nil
	case len(c.held) != c.size:
		return nil, ErrFinalLength
	}
	out := make([]byte, c.size)
	c.blocks.CryptBlocks(out, c.held)
	out, ok := unpad(out, c.size)
	if !ok {
		return nil, ErrBadDecrypt
	}
	return out, nil
}

func (c *Cipher) finish() error {
	got := c.aead.Seal(nil, c.iv, c.text, c.aad)[len(c.text):]
	if c.encrypt {
		c.tag = got[:c.tagged]
		return nil
	}
	if len(c.tag) == 0 || subtle.ConstantTimeCompare(got[:len(c.tag)], c.tag) != 1 {
		return ErrTag
	}
	return nil
}

// ecb is the mode in which every block stands for itself.
type ecb struct {
	cipher.Block
	encrypt bool
}

func (e ecb) CryptBlocks(dst, src []byte) {
	for at := 0; at < len(src); at += e.BlockSize() {
		if e.encrypt {
			e.Encrypt(dst[at:], src[at:])
		} else {
			e.Decrypt(dst[at:], src[at:])
		}
	}
}
