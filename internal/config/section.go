package config

import (
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
)

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }

// into reads texts into a list.
func into(list *[]string, what string, check func(string) string) reader {
	return func(n *source.Node) error {
		read, err := texts(n, what)
		if err != nil {
			return err
		}
		for i, text := range read {
			if problem := check(text); problem != "" {
				at := n
				if n.Kind == source.List {
					at = n.Items[i]
				}
				return wrong(at, "%s: %s", what, problem)
			}
		}
		*list = read
		return nil
	}
}

func (c *Config) scan(n *source.Node) error {
	c.Scan.Parameters = map[string]string{}
	return fields(n, "scan", map[string]reader{
		"paths":        into(&c.Scan.Paths, "scan.paths", badPattern),
		"exclude":      into(&c.Scan.Exclude, "scan.exclude", badPattern),
		"environments": into(&c.Scan.Environments, "scan.environments", func(string) string { return "" }),
		"parameters": func(n *source.Node) error {
			return entries(n, "scan.parameters", func(key, value *source.Node) error {
				if value.Kind == source.List {
					list, err := texts(value, "a parameter")
					c.Scan.Parameters[key.Text] = strings.Join(list, ",")
					return err
				}
				text, ok := value.Scalar()
				if !ok || len(text) > maxText {
					return wrong(value, "the value of a parameter is a text or a list of texts, not %s", value.Name()) // it may be a secret: it is not repeated
				}
				c.Scan.Parameters[key.Text] = text
				return nil
			})
		},
		"fail-on": func(n *source.Node) error {
			text, err := oneText(n, "scan.fail-on")
			if err != nil {
				return err
			}
			if _, err := finding.ParseSeverity(text); err != nil && !strings.EqualFold(text, "none") {
				return wrong(n, "scan.fail-on: there is no severity %q: use info, low, medium, high or critical, or none", short(text))
			}
			c.Scan.FailOn = strings.ToLower(text)
			return nil
		},
		"baseline": func(n *source.Node) (err error) {
			c.Scan.Baseline, err = oneText(n, "scan.baseline")
			c.Scan.BaselineAt = n.Location()
			if err == nil && (path.IsAbs(c.Scan.Baseline) || !localPath(c.Scan.Baseline)) {
				return wrong(n, "scan.baseline is a file below this directory")
			}
			return err
		},
	})
}

// localPath reports whether a path stays below where it begins.
func localPath(name string) bool {
	clean := path.Clean(name)
	return !strings.Contains(name, `\`) && clean != ".." && !strings.HasPrefix(clean, "../")
}

// badPattern says what is wrong with a pattern of paths.
func badPattern(pattern string) string {
	switch {
	case path.IsAbs(pattern), !localPath(pattern):
		return "a path is relative to this directory and stays below it, with forward slashes"
	case strings.HasPrefix(pattern, "!"):
		return "there is no pattern that takes another back"
	}
	return ""
}

func (c *Config) rules(n *source.Node) error {
	return entries(n, "rules", func(key, value *source.Node) error {
		r := Rule{Name: key.Text, At: key.Location()}
		skip, reason := false, ""
		var skipAt *source.Node
		err := fields(value, "rule "+short(key.Text), map[string]reader{
			"severity": func(n *source.Node) error {
				text, err := oneText(n, "severity")
				if err != nil {
					return err
				}
				if r.Severity, err = finding.ParseSeverity(text); err != nil {
					return wrong(n, "severity: there is no severity %q: use info, low, medium, high or critical", short(text))
				}
				return nil
			},
			"skip": func(n *source.Node) error {
				skipAt = n
				text, err := oneText(n, "skip")
				if err == nil && text != "true" && text != "false" {
					err = wrong(n, "skip is true or false")
				}
				skip = text == "true"
				return err
			},
			"reason": func(n *source.Node) (err error) {
				reason, err = oneText(n, "reason")
				return err
			},
		})
		switch {
		case err != nil:
			return err
		case skip && reason == "":
			return wrong(skipAt, "a rule is skipped for a reason: write it beside skip")
		case skip:
			r.Skip = &finding.Suppression{Kind: finding.BySkippedRule, Reason: reason, At: r.At}
		}
		c.Rules = append(c.Rules, r)
		return nil
	})
}

// dataClasses are the classes that rules know (docs/data-classes.md).
var dataClasses = []string{"confidential", "health", "payment", "personal"}

func (c *Config) classes(n *source.Node) error {
	class := func(n *source.Node) (string, error) {
		text, err := oneText(n, "a class")
		if err == nil && !slices.Contains(dataClasses, text) {
			err = wrong(n, "there is no class %q: there are %s", short(text), strings.Join(dataClasses, ", "))
		}
		return text, err
	}
	return fields(n, "data-classes", map[string]reader{
		"keys": into(&c.Tags.Keys, "data-classes.keys", func(string) string { return "" }),
		"flags": func(n *source.Node) error {
			c.Tags.Flags = map[string]string{}
			return entries(n, "data-classes.flags", func(key, value *source.Node) (err error) {
				c.Tags.Flags[key.Text], err = class(value)
				return err
			})
		},
		"values": func(n *source.Node) error {
			c.Tags.Values = map[string]string{}
			return entries(n, "data-classes.values", func(key, value *source.Node) (err error) {
				c.Tags.Values[key.Text], err = class(value)
				return err
			})
		},
	})
}
