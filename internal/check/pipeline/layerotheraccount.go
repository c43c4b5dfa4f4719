package pipeline

import (
	"fmt"
	"io/fs"
	"regexp"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/rules"
)

var layerOtherAccount = check.Rule{
	ID:       "pipeline-layer-other-account",
	Title:    "Code of another account runs in the function",
	Severity: finding.Medium,
	Why: "A layer's code runs with the function's role, sees its events and its secrets, and nobody here has read it. " +
		"It is low for publishers whose documentation names the account, and no finding for the provider's own layers.",
	Remedy:   "Build the layer from its source and publish it in your own account, or pin the version and verify it; ask the publisher where the account is documented.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html",
	},
	CWE:      []string{"CWE-829"},
	OWASP:    []string{"A08:2021", "A06:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.3.2", "PCI-DSS-4.0.1:6.5.1", "HIPAA:164.308(a)(5)(ii)(B)"},
	Run:      runLayerOtherAccount,
}

// publisher is who publishes layers from an account.
type publisher struct {
	Account  string `yaml:"account"`
	Name     string `yaml:"publisher"`
	Provider bool   `yaml:"provider"`
}

// publishers are the known accounts, from rules/layer. They are part of the program: an error in them is
// one of the build, which a test finds.
var publishers = sync.OnceValues(func() (map[string]publisher, error) {
	text, err := fs.ReadFile(rules.FS, "layer/publishers.yaml")
	if err != nil {
		return nil, err
	}
	var rows []publisher
	if err := yaml.Unmarshal(text, &rows); err != nil {
		return nil, fmt.Errorf("layer/publishers.yaml: %w", err)
	}
	out := make(map[string]publisher, len(rows))
	for _, row := range rows {
		out[row.Account] = row
	}
	return out, nil
})

// layerARN takes the account and the name out of a layer's ARN, in which partition and region may be
// holes.
var (
	layerARN = regexp.MustCompile(`^arn:[^:]+:lambda:[^:]*:([0-9]{12}):layer:([^:]+)`)
	hole     = regexp.MustCompile(`\$\{[^}]*\}`)
)

func runLayerOtherAccount(p *check.Pass) {
	known, err := publishers()
	if err != nil {
		return
	}
	own := ownAccounts(p)
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		for _, layer := range f.Layers {
			account, name, ok := accountOf(layer)
			if !ok {
				continue // one of this account, or of whoever deploys it
			}
			s := check.Function(f)
			s.Detail = account + ":" + name
			who, listed := known[account]
			switch {
			case own[account], listed && who.Provider:
				p.Met(s)
			case listed:
				p.NotMet(s, model.LocalName(f.ID)+" runs layer "+name+" of "+who.Name+" (account "+account+")", check.At(layer.At), check.Severity(finding.Low))
			default:
				p.NotMet(s, model.LocalName(f.ID)+" runs layer "+name+" of account "+account+", which is no known publisher", check.At(layer.At), check.Confidence(finding.Firm))
			}
		}
	}
}

// accountOf is the account that a layer's ARN names. Of a layer that depends on a condition or a region
// it is known where all options name the same.
func accountOf(layer model.Value) (account, name string, ok bool) {
	if options := layer.Options(); len(options) > 0 {
		for _, option := range options {
			if option.IsAbsent() {
				continue // left out in one branch
			}
			a, n, found := accountOf(option)
			if !found || account != "" && a != account {
				return "", "", false
			}
			account, name = a, n
		}
		return account, name, account != ""
	}
	found := layerARN.FindStringSubmatch(hole.ReplaceAllLiteralString(layer.String(), "?"))
	if found == nil {
		return "", "", false
	}
	return found[1], found[2], true
}

// roleARN takes the account out of a role's ARN.
var roleARN = regexp.MustCompile(`^arn:[^:]+:iam::([0-9]{12}):role/`)

// ownAccounts are the accounts that the application runs in, as far as it says so: a function's role is
// always of its own account.
func ownAccounts(p *check.Pass) map[string]bool {
	own := map[string]bool{}
	for i := range p.App.Functions {
		if found := roleARN.FindStringSubmatch(hole.ReplaceAllLiteralString(p.App.Functions[i].Role.String(), "?")); found != nil {
			own[found[1]] = true
		}
	}
	return own
}
