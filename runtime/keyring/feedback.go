package keyring

import (
	"bytes"
	"crypto/cipher"
)

// feedback is a block cipher as a stream, in the modes that feed something back
// into a register: the cipher text (cfb, and cfb8 byte by byte) or the key
// stream (ofb). Go's library has deprecated them; old data still needs them.
type feedback struct {
	b        cipher.Block
	register []byte
	keys     []byte
	used     int
	mode     string
	encrypt  bool
}

func newFeedback(b cipher.Block, iv []byte, mode string, encrypt bool) *feedback {
	return &feedback{b: b, register: bytes.Clone(iv), keys: make([]byte, len(iv)), used: len(iv), mode: mode, encrypt: encrypt}
}

// XORKeyStream implements cipher.Stream. dst and src may be the same.
func (f *feedback) XORKeyStream(dst, src []byte) {
	for n, in := range src {
		if f.used == len(f.keys) || f.mode == "cfb8" {
			f.b.Encrypt(f.keys, f.register)
			f.used = 0
		}
		key := f.keys[f.used]
		out := in ^ key
		back := in
		if f.encrypt {
			back = out
		}
		switch f.mode {
		case "cfb8":
			copy(f.register, f.register[1:])
			f.register[len(f.register)-1] = back
		case "ofb":
			f.register[f.used] = key
		default:
			f.register[f.used] = back
		}
		f.used++
		dst[n] = out
	}
}
