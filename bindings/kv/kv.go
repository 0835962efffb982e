// Package kv is Workers KV on one machine: namespaces of keys with values,
// metadata and expirations, kept in a database of their own, and the binding
// through which a script uses one. It knows the platform's limits and wording.
// It knows nothing of configuration files, of queues, or of how the platform
// spreads what is written: here everybody sees the newest value at once.
package kv

import (
	"fmt"
	"unicode/utf8"
)

// The platform's limits.
const (
	MaxKey        = 512      // bytes of a key's name
	MaxValue      = 25 << 20 // bytes
	MaxMetadata   = 1024     // bytes of its JSON
	MinTTL        = 60       // seconds that a value must live
	MinCacheTTL   = 30       // seconds
	MaxListed     = 1000     // keys of one list
	MaxBulkKeys   = 100      // keys of one get
	MaxBulkValues = 25 << 20 // bytes of all values of one get
)

// A Refusal is what the platform answers to a call that it does not carry out.
type Refusal struct {
	Status int // as of HTTP; 0 for what it refuses before it makes a request
	Reason string
}

func (r *Refusal) Error() string {
	if r.Status == 0 {
		return r.Reason
	}
	return fmt.Sprintf("%d %s", r.Status, r.Reason)
}

// Invalid tells whether the caller is at fault, who else would be.
func (r *Refusal) Invalid() bool { return true }

func refuse(status int, format string, args ...any) error {
	return &Refusal{status, fmt.Sprintf(format, args...)}
}

// CheckKey tells what is wrong with a key's name, in the words that the
// platform's runtime has for one key.
func CheckKey(key string) error {
	switch {
	case key == "":
		return refuse(0, "Key name cannot be empty.")
	case key == "." || key == "..":
		return refuse(0, "%q is not allowed as a key name.", key)
	case !utf8.ValidString(key): // not from a script
		return refuse(400, "Key names must be UTF-8")
	}
	return checkLength(key)
}

// checkBulkKey is CheckKey in the words of the service, which checks several
// keys at once.
func checkBulkKey(key string) error {
	switch {
	case key == "":
		return refuse(400, "Key names must not be empty")
	case key == "." || key == "..":
		return refuse(400, "Illegal key name %q. Please use a different name.", key)
	}
	return checkLength(key)
}

// checkBulk checks the keys of one get.
func checkBulk(keys []string) error {
	switch {
	case len(keys) > MaxBulkKeys:
		return refuse(400, "You can request a maximum of %d keys", MaxBulkKeys)
	case len(keys) == 0:
		return refuse(400, "You must request a minimum of 1 key")
	}
	for _, key := range keys {
		if err := checkBulkKey(key); err != nil {
			return err
		}
	}
	return nil
}

func checkLength(key string) error {
	if len(key) > MaxKey {
		return refuse(414, "UTF-8 encoded length of %d exceeds key length limit of %d.", len(key), MaxKey)
	}
	return nil
}

// CheckSize tells whether a value of so many bytes is too long.
func CheckSize(size int64) error {
	if size > MaxValue {
		return refuse(413, "Value length of %d exceeds limit of %d.", size, MaxValue)
	}
	return nil
}

// checkCacheTTL checks how long a read may be answered from a cache. There is
// none here.
func checkCacheTTL(ttl *int64) error {
	if ttl != nil && *ttl < MinCacheTTL {
		return refuse(400, "Invalid cache_ttl of %d. Cache TTL must be at least %d.", *ttl, MinCacheTTL)
	}
	return nil
}

// PutOptions go with a value.
type PutOptions struct {
	Expiration *int64 // seconds since 1970
	TTL        *int64 // seconds from now; wins over Expiration
	Metadata   string // JSON; "" for none
}

// Expires checks the options at a time, in seconds since 1970, and returns when
// the value ends: 0 for never.
func (o PutOptions) Expires(now int64) (int64, error) {
	at, err := o.moment(now)
	if err == nil && len(o.Metadata) > MaxMetadata {
		err = refuse(413, "Metadata length of %d exceeds limit of %d.", len(o.Metadata), MaxMetadata)
	}
	return at, err
}

func (o PutOptions) moment(now int64) (int64, error) {
	switch {
	case o.TTL != nil && *o.TTL <= 0:
		return 0, refuse(400, "Invalid expiration_ttl of %d. Please specify integer greater than 0.", *o.TTL)
	case o.TTL != nil && *o.TTL < MinTTL:
		return 0, refuse(400, "Invalid expiration_ttl of %d. Expiration TTL must be at least %d.", *o.TTL, MinTTL)
	case o.TTL != nil:
		return now + *o.TTL, nil
	case o.Expiration == nil:
		return 0, nil
	case *o.Expiration <= now:
		return 0, refuse(400, "Invalid expiration of %d. Please specify integer greater than the current number of seconds since the UNIX epoch.", *o.Expiration)
	case *o.Expiration < now+MinTTL:
		return 0, refuse(400, "Invalid expiration of %d. Expiration times must be at least %d seconds in the future.", *o.Expiration, MinTTL)
	}
	return *o.Expiration, nil
}

// ListOptions choose the keys of one list.
type ListOptions struct {
	Prefix string
	Cursor string // of the list before; "" for the beginning
	Limit  int64  // 0 for MaxListed
}

// check fills in what is left out and returns the last key that was listed.
func (o *ListOptions) check() (after string, err error) {
	switch {
	case o.Limit == 0:
		o.Limit = MaxListed
	case o.Limit < 1:
		return "", refuse(400, "Invalid key_count_limit of %d. Please specify an integer greater than 0.", o.Limit)
	case o.Limit > MaxListed:
		return "", refuse(400, "Invalid key_count_limit of %d. Please specify an integer less than %d.", o.Limit, MaxListed)
	}
	if err := checkLength(o.Prefix); err != nil {
		return "", err
	}
	return readCursor(o.Cursor)
}
