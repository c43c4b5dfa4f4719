package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Width says how much a pattern of a statement takes in, whatever the names of the things are.
type Width uint8

// The widths, from the narrowest.
const (
	WidthNamed   Width = iota // one thing, or those whose names are alike
	WidthUnknown              // what stands in a hole decides
	WidthKind                 // everything of a type: every table, every bucket
	WidthService              // everything of a service
	WidthAll                  // everything
)

// ResourceWidth answers how wide a pattern of a Resource or NotResource element is. An account, a
// region or a partition that is written narrows nothing down in the application's own account. Of a
// value that may be several it is the width that all of them have.
func ResourceWidth(pattern model.Value) Width { return eachWidth(pattern, resourceWidth) }

// ActionWidth answers how wide a pattern of an Action or NotAction element is: [WidthAll] for every
// action, [WidthService] for every action of the services whose prefix is written.
func ActionWidth(pattern model.Value) Width { return eachWidth(pattern, actionWidth) }

// eachWidth is the width of everything that a value may be.
func eachWidth(pattern model.Value, of func(text string) Width) Width {
	answer, first := WidthUnknown, true
	for _, list := range spellings(pattern) {
		widest := WidthNamed
		for _, text := range list {
			widest = max(widest, of(wild(text)))
		}
		if !first && widest != answer {
			return WidthUnknown
		}
		answer, first = widest, false
	}
	return answer
}

func actionWidth(text string) Width {
	service, name, found := strings.Cut(text, ":")
	switch {
	case text == "\x00\x00":
		return WidthUnknown
	case isStars(text), found && isStars(service) && isStars(name):
		return WidthAll
	case found && isStars(name):
		return WidthService
	case strings.IndexByte(text, holeByte) >= 0:
		return WidthUnknown
	}
	return WidthNamed
}

func resourceWidth(text string) Width {
	if text == "\x00\x00" {
		return WidthUnknown
	}
	if isStars(text) || strings.Trim(text, star+":") == "" {
		return WidthAll
	}
	fields := strings.SplitN(bare(text), ":", arnParts)
	if fields[0] != "arn" || len(fields) < 2 {
		return WidthNamed
	}
	for len(fields) < arnParts { // a * at the end takes in the parts that follow
		if !strings.HasSuffix(text, star) {
			return WidthNamed
		}
		fields = append(fields, star)
	}
	service, account, name := fields[2], fields[4], fields[5]
	switch {
	case !isOpen(name):
		if kind, rest := cutType(service, name); kind == "" || !isOpen(rest) {
			return WidthNamed
		}
		return WidthKind
	case isStars(service) && isStars(account):
		return WidthAll
	case isTyped(service):
		return WidthService
	}
	return WidthKind
}

const star = "\x01"

// bare is a compiled text without the names of its holes, which may have colons.
func bare(text string) string {
	var out strings.Builder
	for at := 0; at < len(text); {
		width := 1
		if text[at] == holeByte {
			width = endOfHole(text, at) - at
		}
		out.WriteByte(text[at])
		at += width
	}
	return out.String()
}

// isStars reports whether a compiled text is wildcards for any text alone.
func isStars(text string) bool { return text != "" && strings.Trim(text, star) == "" }

// isOpen reports whether a name leaves everything open: stars and separators alone, a star first.
func isOpen(name string) bool {
	return strings.HasPrefix(name, star) && strings.Trim(name, star+"/:") == ""
}

// isTyped reports whether the ARNs of a service begin with a type: those of buckets, queues, topics
// and APIs begin with the name (Service Authorization Reference, the resource types of each).
func isTyped(service string) bool {
	switch service {
	case "s3", "sqs", "sns", "execute-api":
		return false
	}
	return true
}

// cutType cuts the type off a resource: "table" of table/orders. In role* the star stands for the
// separator too.
func cutType(service, resource string) (kind, rest string) {
	if !isTyped(service) {
		return "", resource
	}
	if i := strings.IndexAny(resource, "/:"); i > 0 && !strings.Contains(resource[:i], star) {
		return resource[:i], resource[i+1:]
	}
	if kind, isPrefix := strings.CutSuffix(resource, star); isPrefix && service == "iam" && isIAMType(kind) {
		return kind, star
	}
	return "", resource
}

func isIAMType(kind string) bool {
	return kind == "role" || kind == "user" || kind == "policy" || kind == "group"
}
