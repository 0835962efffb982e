package config

// Workflow is a workflow that a binding leads to.
type Workflow struct {
	Name   string // of the workflow: its instances are shared by all that bind it
	Class  string // the export that runs it
	Script string // the Worker whose export it is; "" for this one
}

// workflow reads what a workflow has beside the binding's name.
func (v view) workflow() any {
	v.unknown("binding", "name", "class_name", "script_name", "remote", "limits", "schedules")
	v.require("name", "the name of the workflow", "write "+v.assign("name", `"my-workflow"`))
	v.require("class_name", "the class that runs it, an export of the Worker", "write "+v.assign("class_name", `"MyWorkflow"`))
	w := Workflow{Name: v.str("name"), Class: v.str("class_name"), Script: v.str("script_name")}
	if n := v.node.field("class_name"); n != nil && w.Class != "" && !validIdentifier(w.Class) {
		v.fail(n, "class_name", "must be the name of an export: a JavaScript identifier", "write "+v.assign("class_name", quote(asIdentifier(w.Class))))
	}
	if n := v.node.field("name"); n != nil && len(w.Name) > 64 {
		v.fail(n, "name", "has at most 64 characters", "shorten it")
	}
	return w
}
