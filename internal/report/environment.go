package report

import (
	"fmt"
	"strings"
)

// environments is the end of an application's header: which environments it was scanned for.
func environments(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return " in " + Clean(names[0])
	}
	return fmt.Sprintf(" in %d environments: %s", len(names), Clean(strings.Join(names, ", ")))
}

// in says in which environments something is so that is not so in all of an application's.
func in(names, all []string) string {
	switch {
	case len(names) == len(all):
		return ""
	case len(names) == 1:
		return " (only in " + Clean(names[0]) + ")"
	}
	return " (in " + Clean(strings.Join(names, ", ")) + ")"
}

// offered tells of the environments that a scan could have been for.
func offered(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "There are environments (" + Clean(strings.Join(names, ", ")) + "): --env NAME reads what is deployed to one, scan --env all to each."
}
