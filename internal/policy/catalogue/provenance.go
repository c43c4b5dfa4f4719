package catalogue

import (
	"encoding/json"
	"strings"
)

// Source is one origin of the catalogue's facts.
type Source struct {
	Name    string `json:"name"`
	Kind    string `json:"kind"` // npm and pypi: a package of that registry; file: a data set kept beside the project
	Version string `json:"version"`
	Date    string `json:"date"` // of the version; "" where the source does not say
	SHA256  string `json:"sha256"`
	Licence string `json:"licence"`
	Gives   string `json:"gives"` // which facts are taken from it
}

// Provenance lists the sources that the embedded data was made from, as they were pinned then.
func Provenance() []Source {
	var list []Source
	if err := json.Unmarshal([]byte(names().pins), &list); err != nil {
		return nil
	}
	return list
}

// Version names the state of the catalogue: its packages with their versions.
func Version() string {
	var parts []string
	for _, s := range Provenance() {
		if s.Kind != "file" {
			parts = append(parts, s.Name+"@"+s.Version)
		}
	}
	return strings.Join(parts, " ")
}
