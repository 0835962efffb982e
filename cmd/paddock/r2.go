package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/admin"
	"paddock/internal/dev"
)

// objectName takes BUCKET/KEY from the operands.
func objectName(c *command, operands []string) (bucket, key string, err error) {
	switch {
	case len(operands) == 0:
		return "", "", usagef(c, "which object? paddock %s %s", c.name, c.args)
	case len(operands) > 1:
		return "", "", usagef(c, "one object at a time, not also %q", operands[1])
	}
	bucket, key, _ = strings.Cut(operands[0], "/")
	if bucket == "" || key == "" {
		return "", "", usagef(c, "%q is not BUCKET/KEY", operands[0])
	}
	return bucket, key, nil
}

func (a *app) r2ListCommand() *command {
	var o struct {
		queueFlags
		count int
	}
	o.count = 1000
	c := &command{
		name:  "r2 object list",
		args:  "[BUCKET[/PREFIX]]",
		short: "list R2 buckets, or the objects of one",
		about: "Lists the R2 buckets of a running paddock, or of the state folder when none runs; or the objects of one of them, which\nis named by its name or by a binding.",
		examples: []example{
			{"paddock r2 object list", "the buckets"},
			{"paddock r2 object list images/in/", "the objects whose keys begin with in/"},
			{"paddock r2 object list IMAGES --json", "those of the bucket that env.IMAGES leads to, with all metadata, for programs"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.whole(&o.count, "n count", "N", 1, 10_000_000, "list at most so many objects (default: 1000)")
	c.run = func(operands []string) error {
		if len(operands) > 1 {
			return usagef(c, "one bucket at a time, not also %q", operands[1])
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			if len(operands) == 0 {
				return a.listBuckets(client, o.asJSON)
			}
			bucket, prefix, _ := strings.Cut(operands[0], "/")
			return a.listObjects(client, bucket, prefix, o.count, o.asJSON)
		})
	}
	return c
}

func (a *app) listBuckets(client *client, asJSON bool) error {
	var all []dev.Bucket
	if err := client.tool("GET", bucketCalls, nil, &all); err != nil {
		return err
	}
	switch {
	case asJSON:
		return a.printJSON(all)
	case len(all) == 0:
		return a.printf("no R2 buckets\n")
	}
	var cells [][]string
	for _, b := range all {
		cells = append(cells, []string{b.Name, fmt.Sprint(b.Objects), terminal.Bytes(b.Bytes), dash(b.BoundTo)})
	}
	columns := []terminal.Column{{Name: "bucket"}, {Name: "objects", Right: true}, {Name: "size", Right: true}, {Name: "bound to"}}
	return terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells)
}

func (a *app) listObjects(client *client, bucket, prefix string, count int, asJSON bool) error {
	const most = 1000
	objects, more := []dev.BucketObject{}, true
	query := url.Values{"prefix": {prefix}}
	for more && len(objects) < count {
		var page dev.BucketPage
		query.Set("limit", strconv.Itoa(min(most, count-len(objects))))
		if err := client.tool("GET", bucketCalls+"/"+url.PathEscape(bucket)+"?"+query.Encode(), nil, &page); err != nil {
			return unplaced(err)
		}
		objects, more = append(objects, page.Objects...), page.Cursor != ""
		query.Set("cursor", page.Cursor)
	}
	switch {
	case asJSON:
		return a.printJSON(objects)
	case len(objects) == 0:
		return a.printf("no such objects in %s\n", bucket)
	}
	var cells [][]string
	for _, o := range objects {
		uploaded, err := time.Parse(time.RFC3339, o.Uploaded)
		if err != nil {
			return fmt.Errorf("read when %q was uploaded: %w", o.Key, err)
		}
		key := o.Key
		if strings.ContainsFunc(key, func(r rune) bool { return r < ' ' }) {
			key = strconv.Quote(key)
		}
		cells = append(cells, []string{key, terminal.Bytes(o.Size), a.age(uploaded.UnixMilli(), "-") + " ago", o.ContentType()})
	}
	columns := []terminal.Column{{Name: "key"}, {Name: "size", Right: true}, {Name: "uploaded", Right: true}, {Name: "type"}}
	if err := terminal.Table(a.stdout, a.style(a.stdout), "", columns, cells); err != nil || !more {
		return err
	}
	return a.printf("and more: --count lists them\n")
}

// object makes a call about one object, and returns the answer to be read.
func (c *client) object(method, bucket, key, contentType string, body io.Reader, size int64) (*http.Response, error) {
	address := c.base + admin.ToolPrefix + bucketCalls + "/" + url.PathEscape(bucket) + "/object?" + url.Values{"key": {key}}.Encode()
	r, err := http.NewRequest(method, address, body)
	if err != nil {
		return nil, fmt.Errorf("call the API: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if body != nil {
		r.ContentLength = size
		if size == 0 {
			r.Body = http.NoBody
		}
	}
	patient := *c.http
	patient.Timeout = 0 // an object takes as long as it takes
	answer, err := patient.Do(r)
	if err != nil {
		return nil, fmt.Errorf("call the paddock that runs: %w", err)
	}
	if answer.StatusCode == http.StatusOK {
		return answer, nil
	}
	defer answer.Body.Close()
	var e struct {
		Errors []*apiError `json:"errors"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&e); err != nil || len(e.Errors) == 0 {
		return nil, fmt.Errorf("call the API: %s: what answers at %s is not paddock's API", answer.Status, c.base)
	}
	return nil, unplaced(e.Errors[0])
}

// noPlace is the API's code for what is not there at all.
const noPlace = 7003

// unplaced drops the code of an error whose words say all.
func unplaced(err error) error {
	var refused *apiError
	if errors.As(err, &refused) && refused.Code == noPlace {
		return errors.New(refused.Message)
	}
	return err
}

func (a *app) r2GetCommand() *command {
	var o struct {
		queueFlags
		file string
	}
	c := &command{
		name:  "r2 object get",
		args:  "BUCKET/KEY",
		short: "read an object of an R2 bucket",
		about: "Writes the body of an object to the standard output, or into a file.",
		examples: []example{
			{"paddock r2 object get images/in/cat.png --file cat.png", "into a file"},
			{"paddock r2 object get LOGS/today.json", "to the terminal, from the bucket that env.LOGS leads to"},
		},
		flags: newFlags(),
	}
	o.declareQuiet(c.flags)
	c.flags.text(&o.file, "f file", "FILE", "write the body into this file")
	c.run = func(operands []string) error {
		bucket, key, err := objectName(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			answer, err := client.object("GET", bucket, key, "", nil, 0)
			if err != nil {
				return err
			}
			defer answer.Body.Close()
			return a.saveObject(answer.Body, o.file)
		})
	}
	return c
}

// saveObject writes a body to a file, which is replaced only when all of it is
// there, or to the standard output.
func (a *app) saveObject(body io.Reader, file string) error {
	if file == "" {
		_, err := io.Copy(a.stdout, body)
		return err
	}
	to := a.path(file)
	f, err := os.CreateTemp(path.Dir(to), ".paddock-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	n, err := io.Copy(f, body)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), to)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return a.printf("wrote %s: %s\n", file, terminal.Bytes(n))
}

func (a *app) r2PutCommand() *command {
	var o struct {
		queueFlags
		file, contentType string
	}
	c := &command{
		name:  "r2 object put",
		args:  "BUCKET/KEY",
		short: "store an object in an R2 bucket",
		about: "Stores a file, or the standard input, as an object. Queues that are told of changes of the bucket are told of it.",
		examples: []example{
			{"paddock r2 object put images/in/cat.png --file cat.png", "a file; its type follows from its name"},
			{"date | paddock r2 object put LOGS/today --content-type text/plain", "the standard input"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.flags.text(&o.file, "f file", "FILE", "store this file")
	c.flags.text(&o.contentType, "content-type", "TYPE", "the object's content type")
	c.run = func(operands []string) error {
		bucket, key, err := objectName(c, operands)
		if err != nil {
			return err
		}
		body, size, err := a.objectBody(o.file)
		if err != nil {
			return err
		}
		defer body.Close()
		if o.contentType == "" && o.file != "" {
			o.contentType = mime.TypeByExtension(path.Ext(o.file))
		}
		return a.withQueues(c, &o.queueFlags, func(client *client) error {
			answer, err := client.object("PUT", bucket, key, o.contentType, body, size)
			if err != nil {
				return err
			}
			defer answer.Body.Close()
			return a.printStored(answer.Body, bucket, o.asJSON)
		})
	}
	return c
}

// objectBody opens what is to be stored, and tells its size.
func (a *app) objectBody(file string) (io.ReadCloser, int64, error) {
	if file == "" {
		data, err := io.ReadAll(a.stdin)
		if err != nil {
			return nil, 0, fmt.Errorf("read the standard input: %w", err)
		}
		return io.NopCloser(bytes.NewReader(data)), int64(len(data)), nil
	}
	f, err := os.Open(a.path(file))
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

func (a *app) printStored(answer io.Reader, bucket string, asJSON bool) error {
	var e struct {
		Result dev.BucketObject `json:"result"`
	}
	if err := json.NewDecoder(answer).Decode(&e); err != nil {
		return fmt.Errorf("call the API: %w", err)
	}
	if asJSON {
		return a.printJSON(e.Result)
	}
	return a.printf("stored %s in %s: %s\n", e.Result.Key, bucket, terminal.Bytes(e.Result.Size))
}

func (a *app) r2DeleteCommand() *command {
	var o queueFlags
	c := &command{
		name:  "r2 object delete",
		args:  "BUCKET/KEY",
		short: "delete an object of an R2 bucket",
		about: "Deletes an object. Queues that are told of changes of the bucket are told of it.",
		examples: []example{
			{"paddock r2 object delete images/in/cat.png", "an object of the bucket images"},
		},
		flags: newFlags(),
	}
	o.declareQuiet(c.flags)
	c.run = func(operands []string) error {
		bucket, key, err := objectName(c, operands)
		if err != nil {
			return err
		}
		return a.withQueues(c, &o, func(client *client) error {
			answer, err := client.object("DELETE", bucket, key, "", nil, 0)
			if err != nil {
				return err
			}
			answer.Body.Close()
			return a.printf("deleted %s from %s\n", key, bucket)
		})
	}
	return c
}
