package config

// StoredSecret is what a binding of the Secrets Store leads to.
type StoredSecret struct {
	Store string // the store's id
	Name  string // the secret's
	Value string // what .dev.vars or .env has under that name
	Given bool   // whether one of them has it
}

func (v view) storedSecret() any {
	v.unknown("binding", "store_id", "secret_name", "remote")
	v.ignoreRemote("secrets")
	v.require("store_id", "the id of the store that the secret is in", "write "+v.assign("store_id", `"…"`))
	v.require("secret_name", "the secret's name in the store", "write "+v.assign("secret_name", `"MY_SECRET"`))
	return StoredSecret{Store: v.str("store_id"), Name: v.str("secret_name")}
}

// fillStoredSecrets gives secrets the values that the files beside the configuration have for them.
func (l *loader) fillStoredSecrets(values map[string]string) {
	for i, b := range l.config.Bindings {
		if s, ok := b.Settings.(StoredSecret); ok {
			s.Value, s.Given = values[s.Name]
			l.config.Bindings[i].Settings = s
		}
	}
}

// storesSecret tells whether a name is that of a secret of the store, so that it may be the name of a binding as well.
func (l *loader) storesSecret(name string) bool {
	for _, b := range l.config.Bindings {
		if s, ok := b.Settings.(StoredSecret); ok && s.Name == name {
			return true
		}
	}
	return false
}
