package r2

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"
)

func checkKey(key string) error {
	if key == "" || len(key) > MaxKey {
		return errObjectName
	}
	return nil
}

// checkNew refuses what an object cannot be stored as.
func checkNew(key string, m *Metadata) error {
	if err := checkKey(key); err != nil {
		return err
	}
	return m.check()
}

// bucketName is a bucket's name without the jurisdiction that may follow it
// after an @.
func bucketName(bucket string) string {
	name, _, _ := strings.Cut(bucket, "@")
	return name
}

func checkKeys(keys []string) error {
	if len(keys) > MaxKeys {
		return refuse(http.StatusBadRequest, codeArgument, "At most %d keys can be deleted at once, not %d.", MaxKeys, len(keys))
	}
	for _, key := range keys {
		if err := checkKey(key); err != nil {
			return err
		}
	}
	return nil
}

// check refuses metadata that the platform does not take.
func (m *Metadata) check() error {
	switch m.Class {
	case "", classStandard, classInfrequent:
	default:
		return refuse(http.StatusBadRequest, codeStorageClass, "The storage class you specified is not valid.")
	}
	if len(m.Custom) == 0 {
		return nil
	}
	var custom map[string]string
	if err := json.Unmarshal(m.Custom, &custom); err != nil {
		return fmt.Errorf("read the custom metadata: %w", err)
	}
	total := 0
	for k, v := range custom {
		total += headerBytes(k) + headerBytes(v)
	}
	if total > MaxMetadata {
		return errMetadata
	}
	return nil
}

// headerBytes is the size of a text as the platform counts it: two bytes for
// each UTF-16 unit as soon as one does not fit into a byte.
func headerBytes(s string) int {
	units, wide := 0, false
	for _, r := range s {
		units++
		if r > 0xffff {
			units++
		}
		wide = wide || r > 0xff || r == utf8.RuneError
	}
	if wide {
		return 2 * units
	}
	return units
}

// text returns JSON that is there, or an empty object.
func text(j json.RawMessage) string {
	if len(bytes.TrimSpace(j)) == 0 {
		return "{}"
	}
	return string(j)
}

func (m *Metadata) class() string {
	if m.Class == "" {
		return classStandard
	}
	return m.Class
}

// keyMD5 is what is remembered of a customer's encryption key.
func keyMD5(secret string) string {
	raw, err := hex.DecodeString(secret)
	if err != nil || secret == "" {
		return ""
	}
	sum := md5.Sum(raw)
	return base64.StdEncoding.EncodeToString(sum[:])
}
