package config

// Analytics is what an Analytics Engine binding writes to.
type Analytics struct {
	Dataset string
}

func (v view) analytics() any {
	v.unknown("binding", "dataset")
	return Analytics{Dataset: firstOf(v.str("dataset"), v.binding("binding"))}
}

// VersionMetadata stands for a binding that tells which version of the Worker runs.
type VersionMetadata struct{}

func (v view) versionMetadata() any {
	v.unknown("binding")
	return VersionMetadata{}
}
