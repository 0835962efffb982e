package r2

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// staged is a body that has arrived: small in data, or else in a file that
// nothing names yet.
type staged struct {
	size int64
	data []byte
	file int64 // 0 for none
	sums map[string]string
}

func (s *staged) md5() string { return s.sums["md5"] }

// stage takes a body in and computes its checksums. done is called at once for
// a small one, and from a goroutine of its own for what needs a file or a wait.
func (s *Store) stage(c Content, more string, done func(*staged, error)) {
	if err := tooLarge(c); err != nil {
		c.drop()
		done(nil, err)
		return
	}
	if !c.Outside() {
		d := newDigester(more)
		d.Write(c.Data)
		done(&staged{size: int64(len(c.Data)), data: notNil(c.Data), sums: d.sums()}, nil)
		return
	}
	if !s.begin() {
		c.drop()
		done(nil, errClosed)
		return
	}
	go func() {
		defer s.work.Done()
		done(s.receive(c, more))
	}()
}

func tooLarge(c Content) error {
	if c.size() > MaxUpload {
		return errTooLarge
	}
	return nil
}

// notNil keeps an empty body from becoming a NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// receive reads a body to its end.
func (s *Store) receive(c Content, more string) (*staged, error) {
	var in io.Reader = bytes.NewReader(c.Data)
	if c.Reader != nil {
		in = c.Reader
		defer c.Reader.Close()
	}
	d := newDigester(more)
	head := make([]byte, min(c.size(), inlineLimit)+1)
	n, err := io.ReadFull(in, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		if int64(n) != c.size() {
			return nil, errIncomplete
		}
		d.Write(head[:n])
		return &staged{size: int64(n), data: head[:n:n], sums: d.sums()}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the body: %w", err)
	}
	if c.size() <= inlineLimit {
		return nil, errIncomplete // it goes on after its end
	}
	return s.receiveFile(io.MultiReader(bytes.NewReader(head), in), c.size(), d)
}

// receiveFile writes a body into a file, at flat memory.
func (s *Store) receiveFile(in io.Reader, size int64, d *digester) (*staged, error) {
	f, err := s.files.create()
	if err != nil {
		return nil, err
	}
	// The reader is hidden so that the buffer is used, and the checksums see all.
	written, err := io.CopyBuffer(io.MultiWriter(f.File, d), struct{ io.Reader }{io.LimitReader(in, size+1)}, make([]byte, 256<<10))
	switch {
	case err != nil:
		err = fmt.Errorf("store the body: %w", err)
	case written != size:
		err = errIncomplete
	}
	if err != nil {
		f.drop()
		return nil, err
	}
	if err := f.keep(); err != nil {
		f.drop()
		return nil, err
	}
	return &staged{size: size, file: f.number, sums: d.sums()}, nil
}

// discard deletes the file of a body that was refused. After another failure it
// stays for the next start to sweep: the database may name it.
func (s *Store) discard(st *staged, err error) {
	var refused *Error
	if st != nil && st.file != 0 && errors.As(err, &refused) {
		s.files.remove([]int64{st.file})
	}
}

// sumOfSums is the etag of an object in parts: the MD5 of the parts' MD5s, and
// their number.
func sumOfSums(etags []string) (string, error) {
	d := newDigester("")
	for _, e := range etags {
		raw, err := hex.DecodeString(e)
		if err != nil {
			return "", fmt.Errorf("read the etag of a part: %w", err)
		}
		d.Write(raw)
	}
	return fmt.Sprintf("%s-%d", d.sums()["md5"], len(etags)), nil
}
