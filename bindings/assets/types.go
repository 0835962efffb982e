package assets

import (
	"path"
	"strings"
)

// typesTable pairs extensions with what the platform's tool says they are. The
// system's own tables are not asked: they differ from machine to machine.
const typesTable = `
html htm = text/html
css = text/css
js mjs = text/javascript
json map = application/json
txt text conf def list log in ini = text/plain
csv = text/csv
tsv = text/tab-separated-values
md markdown = text/markdown
yaml yml = text/yaml
xml xsl xsd rng = application/xml
vtt = text/vtt
ics ifb = text/calendar
jsx = text/jsx
less = text/less
mdx = text/mdx
shtml = text/shtml
coffee litcoffee = text/coffeescript
rtf = text/rtf
n3 = text/n3
svg svgz = image/svg+xml
png = image/png
apng = image/apng
jpg jpeg jpe = image/jpeg
gif = image/gif
webp = image/webp
avif = image/avif
heic = image/heic
heif = image/heif
bmp = image/bmp
ico = image/vnd.microsoft.icon
tif tiff = image/tiff
jxl = image/jxl
psd = image/vnd.adobe.photoshop
woff = font/woff
woff2 = font/woff2
ttf = font/ttf
otf = font/otf
ttc = font/collection
eot = application/vnd.ms-fontobject
mp3 = audio/mpeg
m4a mp4a = audio/mp4
oga ogg spx opus = audio/ogg
wav = audio/wav
weba = audio/webm
flac = audio/x-flac
aac = audio/x-aac
mid midi kar rmi = audio/midi
mp4 mp4v mpg4 = video/mp4
webm = video/webm
ogv = video/ogg
mov qt = video/quicktime
mpeg mpg mpe m1v m2v = video/mpeg
avi = video/x-msvideo
mkv mk3d mks = video/x-matroska
ts = video/mp2t
m3u8 = application/vnd.apple.mpegurl
mpd = application/dash+xml
wasm = application/wasm
pdf = application/pdf
zip = application/zip
gz = application/gzip
tar = application/x-tar
bz2 boz = application/x-bzip2
xz = application/x-xz
7z = application/x-7z-compressed
rar = application/vnd.rar
bin dms lrf mar so dist distz pkg bpk dump elc deploy exe dll deb dmg iso img msi msp msm buffer = application/octet-stream
webmanifest = application/manifest+json
jsonld = application/ld+json
geojson = application/geo+json
json5 = application/json5
rss = application/rss+xml
atom = application/atom+xml
xhtml xht = application/xhtml+xml
xslt = application/xslt+xml
toml = application/toml
sql = application/x-sql
sh = application/x-sh
php = application/x-httpd-php
jar war ear = application/java-archive
apk = application/vnd.android.package-archive
doc dot = application/msword
docx = application/vnd.openxmlformats-officedocument.wordprocessingml.document
xls xlm xla xlc xlt xlw = application/vnd.ms-excel
xlsx = application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
ppt pps pot = application/vnd.ms-powerpoint
pptx = application/vnd.openxmlformats-officedocument.presentationml.presentation
odt = application/vnd.oasis.opendocument.text
ods = application/vnd.oasis.opendocument.spreadsheet
odp = application/vnd.oasis.opendocument.presentation
epub = application/epub+zip
swf = application/x-shockwave-flash
glb = model/gltf-binary
gltf = model/gltf+json
obj = model/obj
stl = model/stl
usdz = model/vnd.usdz+zip
torrent = application/x-bittorrent
p7s = application/pkcs7-signature
crt = application/x-x509-ca-cert
`

// contentTypes is the table by extension.
var contentTypes = readTypes(typesTable)

func readTypes(table string) map[string]string {
	types := map[string]string{}
	for line := range strings.Lines(strings.TrimSpace(table)) {
		extensions, typ, _ := strings.Cut(strings.TrimSpace(line), " = ")
		for _, extension := range strings.Fields(extensions) {
			types[extension] = typ
		}
	}
	return types
}

// contentType names the type of a file by its extension, and is "" for one that
// is not known.
func contentType(name string) string {
	typ := contentTypes[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
	if strings.HasPrefix(typ, "text/") {
		typ += "; charset=utf-8"
	}
	return typ
}
