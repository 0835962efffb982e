package config

import "testing"

func TestFlags(t *testing.T) {
	for _, tt := range []struct {
		date  string
		flags []string
		name  string
		want  bool
	}{
		{"2022-03-20", nil, "global_navigator", false},
		{"2022-03-21", nil, "global_navigator", true},
		{"2026-11-01", []string{"no_global_navigator"}, "global_navigator", false},
		{"2022-01-01", []string{"global_navigator"}, "global_navigator", true},
		{"2026-11-01", nil, "nodejs_als", false},
		{"2026-11-01", []string{"nodejs_als"}, "nodejs_als", true},
		{"2026-11-01", nil, "enable_nodejs_global_timers", true},
		{"2026-11-01", []string{"no_nodejs_global_timers"}, "enable_nodejs_global_timers", false},
		{"2026-11-01", []string{"disable_nodejs_http_modules"}, "enable_nodejs_http_modules", false},
	} {
		c := &Config{CompatibilityDate: tt.date, CompatibilityFlags: tt.flags}
		got, known := c.Flags()[tt.name]
		if !known || got != tt.want {
			t.Errorf("%s on %s with %v: %v, known %v", tt.name, tt.date, tt.flags, got, known)
		}
	}
}
