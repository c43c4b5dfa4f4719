package recovery

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var notVersioned = check.Rule{
	ID:       "recovery-bucket-not-versioned",
	Title:    "Bucket whose objects are overwritten for good",
	Severity: finding.Low,
	Why: "A function that is tricked or faulty overwrites or deletes objects, or encrypts them for ransom, and nothing of them is left. " +
		"The rule is about buckets that functions of the application write, and whose objects do not all expire within a month.",
	Remedy:   "Set VersioningConfiguration.Status: Enabled, and a lifecycle rule that removes old versions after some time.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
	},
	CWE:      []string{"CWE-693"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"HIPAA:164.308(a)(7)(ii)(A)", "HIPAA:164.312(c)(1)", "GDPR:32(1)(c)"},
	Run:      runNotVersioned,
}

func runNotVersioned(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Kind != model.KindBucket || r.Type != "AWS::S3::Bucket" || !written(p, r.ID) || shortLived(r) {
			continue
		}
		status := r.Properties.Get("VersioningConfiguration", "Status")
		locked, _ := r.Properties.Get("ObjectLockEnabled").Truth() // locked objects have versions
		s, name := p.Resource(r), model.LocalName(r.ID)
		on, why := check.Settle(status, func(v model.Value) bool { return v.TextOr("") == "Enabled" })
		switch {
		case on && why == "" || locked:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether bucket "+name+" keeps versions", why)
		case status.IsAbsent():
			p.NotMet(s, "bucket "+name+" is written by functions and keeps no versions")
		default:
			p.NotMet(s, "bucket "+name+" is written by functions and keeps no versions any more", check.AtValue(status))
		}
	}
}

// written reports whether a function of the application may change what is in a resource, by a grant
// that is about it.
func written(p *check.Pass, id string) bool {
	return slices.ContainsFunc(p.App.Edges, func(e model.Edge) bool {
		return e.To == id && (e.Kind == model.EdgeWrites || e.Kind == model.EdgePublishes) && !e.Wide
	})
}

// month is how long the objects of a bucket live at most that is only a stop on the way, in days.
const month = 31

// shortLived reports whether all objects of a bucket are removed soon.
func shortLived(r *model.Resource) bool {
	return slices.ContainsFunc(r.Properties.Get("LifecycleConfiguration", "Rules").OneOrMany(), func(rule model.Value) bool {
		days, known := rule.Get("ExpirationInDays").Int()
		prefix := rule.Get("Prefix")
		if text, _ := prefix.Text(); text == "" && prefix.Kind() == model.String {
			prefix = model.Value{}
		}
		everything := prefix.IsAbsent() && rule.Get("TagFilters").IsAbsent() && rule.Get("ObjectSizeGreaterThan").IsAbsent() && rule.Get("ObjectSizeLessThan").IsAbsent()
		return known && days <= month && everything && rule.Get("Status").TextOr("") == "Enabled"
	})
}
