package exposure

import (
	"cmp"
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var publicBucket = check.Rule{
	ID:       "exposure-public-bucket",
	Title:    "Bucket is open to the internet",
	Severity: finding.High,
	Why: "Whoever knows or guesses the bucket's name reads what is in it, and searchers for open buckets do nothing else. " +
		"It is critical where anybody may also write: the bucket serves their files then, and fills at your cost.",
	Remedy:   "Leave out AccessControl, set all four switches of PublicAccessBlockConfiguration, and serve files to the public through CloudFront with origin access control.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
	},
	CWE:      []string{"CWE-284", "CWE-732"},
	OWASP:    []string{"A01:2021", "A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:1.4.4", "PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(a)(1)", "GDPR:25(2)"},
	Run:      runPublicBucket,
}

// publicACLs are the canned ACLs that open a bucket, and what they let whom do.
var publicACLs = map[string]string{
	"PublicRead": "anybody may list and read", "PublicReadWrite": "anybody may read and write", "AuthenticatedRead": "every AWS account may list and read",
}

func runPublicBucket(p *check.Pass) {
	for i := range p.App.Resources {
		bucket := &p.App.Resources[i]
		if bucket.Type != "AWS::S3::Bucket" {
			continue
		}
		s := p.Resource(bucket)
		name := model.LocalName(bucket.ID)
		acl := bucket.Properties.Get("AccessControl")
		public, why := check.Settle(acl, func(v model.Value) bool { return publicACLs[v.TextOr("")] != "" })
		ignored, reason := ignoresACLs(bucket.Properties)
		website, at := opened(bucket.Properties)
		switch {
		case public && !ignored && reason == "":
			severity := finding.High
			if acl.TextOr("") == "PublicReadWrite" {
				severity = finding.Critical
			}
			p.NotMet(s, cmp.Or(publicACLs[acl.TextOr("")], "anybody may read")+" "+name+": its ACL is public", check.At(acl.At), check.Severity(severity),
				check.Because(bucket.At, "a bucket made since April 2023 refuses the ACL unless OwnershipControls allow it"))
		case (why != "" || public && reason != "") && !ignored:
			p.Unknown(s, "whether the ACL of "+name+" is public", cmp.Or(why, reason))
		case website && !openedByPolicy(p, bucket.ID):
			p.NotMet(s, "website "+name+" is served by the bucket itself, which lets itself be opened to everybody", check.At(at))
		default:
			p.Met(s)
		}
	}
}

// openedByPolicy reports whether the bucket's own policy opens it to everybody, which is a weakness of its
// own (privilege-public-resource).
func openedByPolicy(p *check.Pass, bucket string) bool {
	return slices.ContainsFunc(p.App.Grants, func(g model.Grant) bool {
		return g.Resource == bucket && g.Mechanism == model.MechanismResource && g.Effect == model.Allow &&
			slices.ContainsFunc(policy.Principals(g.Principals), func(who policy.Principal) bool {
				audience, _ := who.Audience()
				return audience == policy.AudienceEverybody
			})
	})
}

// ignoresACLs reports whether a bucket does not heed public ACLs, or has none.
func ignoresACLs(properties model.Value) (ignored bool, why string) {
	for _, name := range []string{"BlockPublicAcls", "IgnorePublicAcls"} {
		on, reason := isTrue(properties.Get("PublicAccessBlockConfiguration", name), false)
		if on {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	for _, rule := range properties.Get("OwnershipControls", "Rules").OneOrMany() {
		if rule.Get("ObjectOwnership").TextOr("") == "BucketOwnerEnforced" {
			return true, ""
		}
	}
	return false, why
}

// opened reports whether a bucket is a website and lets a policy open it to everybody: what is not written in a
// PublicAccessBlockConfiguration is off, without one everything is on.
func opened(properties model.Value) (yes bool, at model.Location) {
	block := properties.Get("PublicAccessBlockConfiguration")
	if properties.Get("WebsiteConfiguration").IsAbsent() || block.Kind() != model.Map {
		return false, at
	}
	for _, name := range []string{"BlockPublicPolicy", "RestrictPublicBuckets"} {
		if on, why := isTrue(block.Get(name), false); on || why != "" {
			return false, at
		}
	}
	return true, block.At
}
