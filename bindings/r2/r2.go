// Package r2 keeps the objects of R2 buckets and puts them into env: it knows
// keys, versions, checksums, conditions, ranges, multipart uploads and what
// notifications follow a change. Small bodies live in the database, large ones
// in files beside it. It knows nothing of queues but a function that sends, and
// nothing of configuration.
package r2

import (
	"encoding/json"
	"io"
	"time"
)

// The platform's limits.
const (
	MaxKey      = 1024      // bytes of a key
	MaxMetadata = 8192      // bytes of the custom metadata of an object
	MaxUpload   = 5 << 30   // bytes of one put, or of one part
	MinPart     = 5 << 20   // bytes of every part but the last
	MaxParts    = 10_000    // parts of an upload
	MaxKeys     = 1000      // keys of one list or delete
	listBudget  = 256 << 10 // bytes of metadata in one list
	uploadLife  = 7 * 24 * time.Hour
)

// inlineLimit is the size in bytes up to which a body lives in the database.
const inlineLimit = 64 << 10

// The classes of storage.
const (
	classStandard   = "Standard"
	classInfrequent = "InfrequentAccess"
)

// An Object is what there is to know of a stored object but its body.
type Object struct {
	Key       string
	Version   string
	Size      int64
	ETag      string
	Uploaded  time.Time         // to the millisecond
	Checksums map[string]string // hexadecimal, by name: md5, sha1, sha256, sha384, sha512
	HTTP      json.RawMessage   // contentType, contentLanguage, contentDisposition, contentEncoding, cacheControl, cacheExpiry (milliseconds)
	Custom    json.RawMessage   // an object of strings, in the order in which they were given
	Class     string
	KeyMD5    string // of the customer's encryption key, base64; "" for none
}

// Metadata is what an object is stored with, beside its body.
type Metadata struct {
	HTTP   json.RawMessage `json:"http"`   // as in Object
	Custom json.RawMessage `json:"custom"` // as in Object
	Class  string          `json:"class"`  // "" for Standard
	Secret string          `json:"ssec"`   // the customer's encryption key, hexadecimal; "" for none
}

// PutOptions are the options of a put.
type PutOptions struct {
	Metadata
	OnlyIf *Condition `json:"onlyIf"`
	Hash   string     `json:"hash"`   // a checksum that must be right: its name, or ""
	Digest string     `json:"digest"` // its value, hexadecimal
}

// GetOptions are the options of a get.
type GetOptions struct {
	OnlyIf *Condition `json:"onlyIf"`
	Range  *Range     `json:"range"`
	Secret string     `json:"ssec"` // as in Metadata
}

// Content is a body on its way in: Data, or what Reader gives, which is closed.
type Content struct {
	Data   []byte
	Reader io.ReadCloser // nil when Data is all
	Length int64         // of Reader
}

// drop lets go of a body that is not wanted.
func (c Content) drop() {
	if c.Reader != nil {
		c.Reader.Close()
	}
}

// size is the announced size in bytes.
func (c Content) size() int64 {
	if c.Reader != nil {
		return c.Length
	}
	return int64(len(c.Data))
}

// Outside reports whether storing it takes longer than a turn of the database:
// files are written.
func (c Content) Outside() bool { return c.Reader != nil || len(c.Data) > inlineLimit }

// A Found is the answer to a get. Body is nil where a condition did not hold.
type Found struct {
	Object
	Offset, Length int64 // the part of the object that Body gives
	Body           *Body
}
