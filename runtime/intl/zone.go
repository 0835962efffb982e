package intl

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // the zones, wherever paddock runs

	"github.com/dop251/goja"
)

var offsetZone = regexp.MustCompile(`^([+-])([01]\d|2[0-3])(?::?([0-5]\d))?$`)

// zone gives the name of a time zone as it should be written.
func (h *host) zone(c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	if m := offsetZone.FindStringSubmatch(name); m != nil {
		if m[3] == "" {
			m[3] = "00"
		}
		return h.vm.ToValue(m[1] + m[2] + ":" + m[3])
	}
	switch strings.ToUpper(name) {
	case "UTC", "GMT", "ETC/UTC", "ETC/GMT", "ETC/UCT", "UCT", "ZULU", "ETC/ZULU", "ETC/GREENWICH", "GREENWICH", "ETC/UNIVERSAL", "UNIVERSAL":
		return h.vm.ToValue("UTC")
	}
	for _, spelling := range []string{name, capitals(name), strings.ToUpper(name)} {
		if _, err := time.LoadLocation(spelling); err == nil && spelling != "" && !strings.EqualFold(spelling, "local") {
			return h.vm.ToValue(spelling)
		}
	}
	h.rangeError("Invalid time zone specified: " + name)
	return nil
}

// capitals spells a zone as most are: a capital after each separator, but for
// small words.
func capitals(name string) string {
	out, start := []byte(strings.ToLower(name)), true
	for n, c := range out {
		if start && c >= 'a' && c <= 'z' {
			word := string(out[n:min(len(out), n+3)])
			if n == 0 || word != "of_" && word != "au_" && word != "es_" {
				out[n] = c - 'a' + 'A'
			}
		}
		start = c == '/' || c == '_' || c == '-'
	}
	return string(out)
}

// location finds the zone of a name that zone returned.
func location(name string) *time.Location {
	if m := offsetZone.FindStringSubmatch(name); m != nil {
		var hours, minutes int
		fmt.Sscanf(m[2]+" "+m[3], "%d %d", &hours, &minutes)
		seconds := hours*3600 + minutes*60
		if m[1] == "-" {
			seconds = -seconds
		}
		return time.FixedZone(name, seconds)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return l
}

// zoneName names the zone of a time in a style of Intl.DateTimeFormat.
func zoneName(t time.Time, zone, style, locale string) string {
	abbreviation, seconds := t.Zone()
	switch style {
	case "shortOffset":
		return gmt(seconds, false)
	case "longOffset":
		return gmt(seconds, true)
	case "long", "longGeneric":
		name := longZone(abbreviation, zone)
		if name == "" {
			return gmt(seconds, true)
		}
		if style == "longGeneric" {
			name = strings.NewReplacer(" Standard", "", " Daylight", "", " Summer", "").Replace(name)
		}
		return name
	}
	if zone == "UTC" {
		return "UTC"
	}
	american := strings.HasPrefix(zone, "America/") || strings.HasPrefix(zone, "US/") || zone == "Pacific/Honolulu"
	european := strings.HasPrefix(zone, "Europe/")
	usual := american && longZone(abbreviation, zone) != "" && !strings.HasPrefix(locale, "en-GB") || european && strings.HasPrefix(locale, "en-GB")
	if usual {
		if style == "shortGeneric" && len(abbreviation) == 3 {
			return abbreviation[:1] + abbreviation[2:]
		}
		return abbreviation
	}
	return gmt(seconds, false)
}

// gmt writes an offset: GMT+5:30, or GMT+05:30 when long.
func gmt(seconds int, long bool) string {
	if seconds == 0 {
		return "GMT"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	hours, minutes := seconds/3600, seconds/60%60
	switch {
	case long:
		return fmt.Sprintf("GMT%s%02d:%02d", sign, hours, minutes)
	case minutes != 0:
		return fmt.Sprintf("GMT%s%d:%02d", sign, hours, minutes)
	}
	return fmt.Sprintf("GMT%s%d", sign, hours)
}

func longZone(abbreviation, zone string) string {
	switch {
	case abbreviation == "CST" && strings.HasPrefix(zone, "Asia/"):
		return "China Standard Time"
	case abbreviation == "IST" && zone == "Asia/Jerusalem":
		return "Israel Standard Time"
	case abbreviation == "IST" && zone == "Europe/Dublin":
		return "Irish Standard Time"
	}
	return longZones[abbreviation]
}

var longZones = map[string]string{
	"UTC": "Coordinated Universal Time", "GMT": "Greenwich Mean Time", "BST": "British Summer Time",
	"EST": "Eastern Standard Time", "EDT": "Eastern Daylight Time", "CST": "Central Standard Time", "CDT": "Central Daylight Time",
	"MST": "Mountain Standard Time", "MDT": "Mountain Daylight Time", "PST": "Pacific Standard Time", "PDT": "Pacific Daylight Time",
	"AKST": "Alaska Standard Time", "AKDT": "Alaska Daylight Time", "HST": "Hawaii-Aleutian Standard Time",
	"AST": "Atlantic Standard Time", "ADT": "Atlantic Daylight Time", "NST": "Newfoundland Standard Time", "NDT": "Newfoundland Daylight Time",
	"CET": "Central European Standard Time", "CEST": "Central European Summer Time", "EET": "Eastern European Standard Time",
	"EEST": "Eastern European Summer Time", "WET": "Western European Standard Time", "WEST": "Western European Summer Time",
	"MSK": "Moscow Standard Time", "IST": "India Standard Time", "JST": "Japan Standard Time", "KST": "Korean Standard Time",
	"AEST": "Australian Eastern Standard Time", "AEDT": "Australian Eastern Daylight Time", "ACST": "Australian Central Standard Time",
	"ACDT": "Australian Central Daylight Time", "AWST": "Australian Western Standard Time", "NZST": "New Zealand Standard Time",
	"NZDT": "New Zealand Daylight Time", "SAST": "South Africa Standard Time", "WIB": "Western Indonesia Time", "PKT": "Pakistan Standard Time",
}

// zones are those that Intl.supportedValuesOf lists; more are known.
var zones = strings.Fields(`Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi America/Anchorage America/Argentina/Buenos_Aires
America/Bogota America/Chicago America/Denver America/Halifax America/Lima America/Los_Angeles America/Mexico_City America/New_York America/Phoenix
America/Santiago America/Sao_Paulo America/St_Johns America/Toronto America/Vancouver Asia/Bangkok Asia/Dhaka Asia/Dubai Asia/Hong_Kong Asia/Jakarta
Asia/Jerusalem Asia/Karachi Asia/Kolkata Asia/Manila Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tehran Asia/Tokyo
Atlantic/Reykjavik Australia/Adelaide Australia/Brisbane Australia/Melbourne Australia/Perth Australia/Sydney Europe/Amsterdam Europe/Athens
Europe/Berlin Europe/Brussels Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/London Europe/Madrid
Europe/Moscow Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zurich Pacific/Auckland
Pacific/Honolulu UTC`)
