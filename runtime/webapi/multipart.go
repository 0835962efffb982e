package webapi

import (
	"bytes"
	"errors"
	"strings"
)

var errMalformedForm = errors.New("the multipart body is malformed")

// parseMultipart reads a multipart/form-data body as the Fetch standard does,
// but allows text before the first boundary and none after the last.
func parseMultipart(data []byte, boundary string) ([]formField, error) {
	delimiter := []byte("--" + boundary)
	if !bytes.HasPrefix(data, delimiter) {
		at := bytes.Index(data, append([]byte("\r\n"), delimiter...))
		if at < 0 {
			return nil, errors.New("the multipart body does not have its boundary")
		}
		data = data[at+2:]
	}
	var out []formField
	for data = data[len(delimiter):]; !bytes.HasPrefix(data, []byte("--")); {
		head, rest, ok := bytes.Cut(bytes.TrimLeft(data, " \t"), []byte("\r\n"))
		if !ok || len(head) > 0 {
			return nil, errMalformedForm
		}
		field, rest, err := partHead(rest)
		if err != nil {
			return nil, err
		}
		body, rest, ok := bytes.Cut(rest, append([]byte("\r\n"), delimiter...))
		if !ok {
			return nil, errors.New("the multipart body ends too early")
		}
		if field.file == nil {
			field.value = keepBOM(string(body))
		} else {
			field.file.data = bytes.Clone(body)
			if field.file.data == nil {
				field.file.data = []byte{}
			}
		}
		out, data = append(out, field), rest
	}
	return out, nil
}

// partHead reads the headers of a part, up to the empty line.
func partHead(data []byte) (field formField, rest []byte, err error) {
	kind, found := "text/plain", false
	for {
		line, after, ok := bytes.Cut(data, []byte("\r\n"))
		if !ok {
			return field, nil, errMalformedForm
		}
		data = after
		if len(line) == 0 {
			break
		}
		name, value, ok := strings.Cut(string(line), ":")
		name, value = strings.Trim(name, " \t"), strings.Trim(value, " \t")
		if !ok || !isHTTPToken(name) {
			return field, nil, errMalformedForm
		}
		switch strings.ToLower(name) {
		case "content-disposition":
			if field, ok = disposition(value); !ok {
				return field, nil, errors.New("a part has no valid Content-Disposition")
			}
			found = true
		case "content-type":
			kind = value
		}
	}
	if !found {
		return field, nil, errors.New("a part has no Content-Disposition")
	}
	if field.file != nil {
		field.file.kind = kind
	}
	return field, data, nil
}

// disposition reads the value of a part's Content-Disposition.
func disposition(value string) (field formField, ok bool) {
	kind, rest, _ := strings.Cut(value, ";")
	if !strings.EqualFold(strings.TrimRight(kind, " \t"), "form-data") {
		return field, false
	}
	for rest != "" {
		var name, text string
		if name, text, rest, ok = dispositionParam(rest); !ok {
			return field, false
		}
		switch strings.ToLower(name) {
		case "name":
			field.name, field.named = text, true
		case "filename":
			field.file = &formFile{name: text}
		}
	}
	return field, field.named
}

// dispositionParam takes a parameter off s. In quotes a backslash is no escape:
// senders write quotes and line ends as in URLs.
func dispositionParam(s string) (name, value, rest string, ok bool) {
	name, s, ok = strings.Cut(s, "=")
	if !ok {
		return "", "", "", strings.Trim(name, " \t") == ""
	}
	name = strings.Trim(name, " \t")
	if quoted, isQuoted := strings.CutPrefix(s, `"`); isQuoted {
		if value, s, ok = strings.Cut(quoted, `"`); !ok {
			return "", "", "", false
		}
		between, after, _ := strings.Cut(s, ";")
		return name, unquoteField(value), after, strings.Trim(between, " \t") == ""
	}
	value, rest, _ = strings.Cut(s, ";")
	return name, keepBOM(strings.TrimRight(value, " \t")), rest, true
}

// unquoteField undoes the three escapes that senders of forms use.
func unquoteField(s string) string {
	return keepBOM(strings.NewReplacer("%22", `"`, "%0D", "\r", "%0d", "\r", "%0A", "\n", "%0a", "\n").Replace(s))
}
