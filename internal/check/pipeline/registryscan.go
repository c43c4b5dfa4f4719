package pipeline

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var registryScanOff = check.Rule{
	ID:       "pipeline-registry-scan-off",
	Title:    "Images are not scanned for known flaws",
	Severity: finding.Low,
	Why: "An image with a flaw that everybody can look up is deployed like any other, and stays when a new flaw in it is published. " +
		"A scan at the push is free of charge.",
	Remedy:   "Set ImageScanningConfiguration.ScanOnPush to true, or scan the whole registry with AWS::ECR::RegistryScanningConfiguration.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html",
	},
	CWE:      []string{"CWE-1395"},
	OWASP:    []string{"A06:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.3.1", "PCI-DSS-4.0.1:11.3.1", "HIPAA:164.308(a)(5)(ii)(B)"},
	Run:      runRegistryScanOff,
}

const repository = "AWS::ECR::Repository"

func runRegistryScanOff(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != repository {
			continue
		}
		s := p.Resource(r)
		v := r.Properties.Get("ImageScanningConfiguration", "ScanOnPush")
		on, why := isTrue(v)
		whole, reason := registryScans(p, r)
		switch why = cmp.Or(why, reason); {
		case on, whole:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether images of repository "+model.LocalName(r.ID)+" are scanned", why)
		default:
			p.NotMet(s, "images of repository "+model.LocalName(r.ID)+" are not scanned", written(v))
		}
	}
}

// registryScans reports whether the application sets the whole registry to scan a repository: a rule
// whose filter, a name or a part of one with stars, fits it.
func registryScans(p *check.Pass, repo *model.Resource) (yes bool, why string) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::ECR::RegistryScanningConfiguration" {
			continue
		}
		for _, rule := range r.Properties.Get("Rules").OneOrMany() {
			for _, filter := range rule.Get("RepositoryFilters").OneOrMany() {
				text := filter.Get("Filter").TextOr("")
				name, known := repo.Name.Text()
				switch {
				case text == "*", known && text != "" && fitsFilter(name, text):
					if apart := check.Apart(r.Conditional, repo.Conditional); apart != "" {
						why = apart
						continue
					}
					return true, ""
				case !known && text != "":
					why = "whether filter " + text + " of " + model.LocalName(r.ID) + " fits its name is known only when deployed"
				}
			}
		}
	}
	return false, why
}

// fitsFilter reports whether a name fits a filter of a registry: without a star it is a part of the name
// (Amazon ECR User Guide, "Filters to choose which repositories are scanned").
func fitsFilter(name, filter string) bool {
	if !strings.Contains(filter, "*") {
		return strings.Contains(name, filter)
	}
	parts := strings.Split(filter, "*")
	if !strings.HasPrefix(name, parts[0]) || !strings.HasSuffix(name, parts[len(parts)-1]) {
		return false
	}
	for _, part := range parts {
		_, after, found := strings.Cut(name, part)
		if !found {
			return false
		}
		name = after
	}
	return true
}

// written is where a property is written, else the subject's own place.
func written(v model.Value) check.Option {
	if v.IsAbsent() {
		return check.At(model.Location{})
	}
	return check.At(v.At)
}
