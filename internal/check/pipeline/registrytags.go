package pipeline

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var registryTagsMutable = check.Rule{
	ID:       "pipeline-registry-tags-mutable",
	Title:    "Image behind a tag can be replaced",
	Severity: finding.Low,
	Why: "Whoever may push puts another image under a tag that was tested and approved, and the next deployment takes it. " +
		"Which image ran on a given day cannot be told from its tag either.",
	Remedy:   "Set ImageTagMutability to IMMUTABLE (IMMUTABLE_WITH_EXCLUSION where a tag such as latest must move).",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
		"https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html",
	},
	CWE:      []string{"CWE-345"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:11.5.2", "HIPAA:164.312(c)(1)"},
	Run:      runRegistryTagsMutable,
}

func runRegistryTagsMutable(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != repository {
			continue
		}
		s := p.Resource(r)
		v := r.Properties.Get("ImageTagMutability")
		switch fixed, why := check.Settle(v, isImmutable); {
		case why != "":
			p.Unknown(s, "whether tags of repository "+model.LocalName(r.ID)+" can be moved", why)
		case fixed:
			p.Met(s)
		default:
			p.NotMet(s, "tags of repository "+model.LocalName(r.ID)+" can be moved to other images", written(v))
		}
	}
}

// isImmutable reports whether tags stay: MUTABLE is the default.
func isImmutable(v model.Value) bool {
	text := v.TextOr("MUTABLE")
	return text == "IMMUTABLE" || text == "IMMUTABLE_WITH_EXCLUSION"
}
