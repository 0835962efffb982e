package config

import (
	"fmt"
	"regexp"
	"strings"
)

// R2 is what a binding of an R2 bucket says.
type R2 struct {
	Bucket       string // "" for the bucket that the platform makes of the Worker's and the binding's name
	Jurisdiction string // "" for none
}

// The events of R2Notification.
const (
	R2ObjectCreate = "object-create"
	R2ObjectDelete = "object-delete"
)

// R2Notification is a rule that tells changes of a bucket to a queue. The platform keeps such rules with the bucket, not in a file; here
// they are [[paddock.r2_notifications]].
type R2Notification struct {
	Bucket, Queue  string
	Events         []string // R2ObjectCreate, R2ObjectDelete
	Prefix, Suffix string   // of keys; "" for all
	Pos            Pos
}

const bucketRule = "a bucket's name has 3 to 63 lower-case letters, digits and hyphens, and begins and ends with a letter or a digit"

var bucketPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`)

func r2Keys() []string {
	return []string{"binding", "bucket_name", "preview_bucket_name", "jurisdiction", "remote"}
}

// r2 reads a binding. What deployed previews would use makes no difference here.
func (v view) r2() any {
	v.unknown(r2Keys()...)
	r := R2{Bucket: v.bucketName("bucket_name"), Jurisdiction: v.str("jurisdiction")}
	v.bucketName("preview_bucket_name")
	if v.boolean("remote") {
		v.warn(v.node.field("remote"), "remote", "buckets are always local here, so this has no effect", "")
	}
	return r
}

func (v view) bucketName(key string) string {
	name := v.str(key)
	if name != "" && !bucketPattern.MatchString(name) {
		v.fail(v.node.field(key), key, bucketRule, "rename the bucket")
	}
	return name
}

// maxR2Rules is how many rules a bucket may have.
const maxR2Rules = 100

// r2Notifications reads the rules. As on the platform, no change may match two of them.
func (v view) r2Notifications() []R2Notification {
	var all []R2Notification
	count := map[string]int{}
	for _, t := range v.tables("r2_notifications") {
		t.unknown("bucket", "queue", "events", "prefix", "suffix")
		bucket := t.require("bucket", "the bucket whose changes are told", "write "+v.assign("bucket", `"my-bucket"`))
		queue := t.require("queue", "the queue that they are told to", "write "+v.assign("queue", `"my-queue"`))
		n := R2Notification{Bucket: t.bucketName("bucket"), Queue: t.queueName("queue"), Events: t.r2Events(), Pos: t.node.at}
		n.Prefix, n.Suffix = t.filter("prefix"), t.filter("suffix")
		if !bucket || !queue || len(n.Events) == 0 {
			continue
		}
		if first := overlapping(all, n); first != nil {
			t.problem(SeverityError, t.node.at, t.path, "", fmt.Sprintf("one change could be told twice: another rule of the bucket %s for the same event is at %s", quote(n.Bucket), first.Pos),
				"let their prefixes or suffixes exclude each other, or remove one")
			continue
		}
		if count[n.Bucket]++; count[n.Bucket] == maxR2Rules+1 {
			t.problem(SeverityError, t.node.at, t.path, "", fmt.Sprintf("a bucket has at most %d rules", maxR2Rules), "remove some")
		}
		all = append(all, n)
	}
	return all
}

// r2Events reads the events of a rule.
func (v view) r2Events() []string {
	if !v.require("events", "which changes are told", "write "+v.assign("events", fmt.Sprintf("[%q]", R2ObjectCreate))) {
		return nil
	}
	var all []string
	nodes := v.stringNodes("events")
	for i, n := range nodes {
		if n.text != R2ObjectCreate && n.text != R2ObjectDelete {
			v.problem(SeverityError, n.at, fmt.Sprintf("%s[%d]", join(v.path, "events"), i), n.shown(),
				"must be "+alternatives([]string{R2ObjectCreate, R2ObjectDelete}), "write one of these")
			continue
		}
		all = append(all, n.text)
	}
	if f := v.node.field("events"); len(nodes) == 0 && f.kind == kindList && len(f.items) == 0 {
		v.fail(f, "events", "must name at least one event", "write "+v.assign("events", fmt.Sprintf("[%q]", R2ObjectCreate)))
	}
	return all
}

// filter reads a text that may be empty.
func (v view) filter(key string) string {
	if n := v.node.field(key); n != nil && n.kind == kindString && n.text == "" {
		return ""
	}
	return v.str(key)
}

// overlapping finds a rule that a change could match together with n.
func overlapping(all []R2Notification, n R2Notification) *R2Notification {
	for i := range all {
		r := &all[i]
		if r.Bucket == n.Bucket && share(r.Events, n.Events) &&
			(strings.HasPrefix(r.Prefix, n.Prefix) || strings.HasPrefix(n.Prefix, r.Prefix)) &&
			(strings.HasSuffix(r.Suffix, n.Suffix) || strings.HasSuffix(n.Suffix, r.Suffix)) {
			return r
		}
	}
	return nil
}

func share(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}
