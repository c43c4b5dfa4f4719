package pipeline

import (
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var imageByTag = check.Rule{
	ID:       "pipeline-image-by-tag",
	Title:    "Image named by a tag",
	Severity: finding.Low,
	Why: "A tag can be moved: whoever may push to the registry, or owns a public image, decides what the next deployment or build runs. " +
		"A digest is the content itself.",
	Remedy:   "Name the image by its digest (repository@sha256:...), or keep it in a repository whose tags are immutable.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/images-create.html",
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-pull-ecr-image.html",
		"https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html",
	},
	CWE:      []string{"CWE-829", "CWE-494"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:11.5.2", "HIPAA:164.312(c)(1)"},
	Run:      runImageByTag,
}

func runImageByTag(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		v := f.Properties.Get("Code", "ImageUri")
		if written, why := check.Written(v); (written || why != "") && !isLocalImage(v) {
			byDigest(p, check.Function(f), "function "+model.LocalName(f.ID), v)
		}
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		v := r.Properties.Get("Environment", "Image")
		if r.Type == codeBuild && !v.IsAbsent() && !strings.HasPrefix(v.String(), "aws/codebuild/") {
			byDigest(p, p.Resource(r), "project "+model.LocalName(r.ID), v)
		}
	}
}

// isLocalImage reports whether an image is still to be built and pushed (function:latest, an archive):
// SAM names it by a tag that is made of its content. What Lambda runs is always in ECR.
func isLocalImage(v model.Value) bool {
	text, known := v.Text()
	return known && !strings.Contains(text, ".dkr.ecr")
}

func byDigest(p *check.Pass, s check.Subject, of string, image model.Value) {
	if image.IsUnknown() && len(image.Options()) == 0 {
		c, _ := image.Cause()
		p.Unknown(s, "whether the image of "+of+" is named by a digest", c.Reason)
		return
	}
	switch fixed, why := check.Settle(image, func(v model.Value) bool { return isFixed(p, v) }); {
	case why != "":
		p.Unknown(s, "whether the image of "+of+" is named by a digest", why)
	case fixed:
		p.Met(s)
	default:
		p.NotMet(s, "the image of "+of+" is not named by a digest: "+firstOf(image).String(), check.At(image.At))
	}
}

// firstOf is a value, or the first image that it may be.
func firstOf(image model.Value) model.Value {
	for _, option := range image.Options() {
		if !option.IsAbsent() {
			return firstOf(option)
		}
	}
	return image
}

// contentTag is a tag that is a hash of what the image is made of, as the CDK writes it.
var contentTag = regexp.MustCompile(`:[0-9a-f]{64}$`)

// isFixed reports whether a name always means the same image: with a digest, with a tag made of the
// content, or in a repository of the application whose tags stay.
func isFixed(p *check.Pass, v model.Value) bool {
	if v.IsAbsent() {
		return true // this branch has an archive
	}
	text := v.String()
	if strings.Contains(text, "@") || contentTag.MatchString(text) {
		return true
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != repository || !inRepository(v, r) {
			continue
		}
		fixed, why := check.Settle(r.Properties.Get("ImageTagMutability"), isImmutable)
		return fixed && why == ""
	}
	return false
}

// inRepository reports whether an image's name is one of a repository.
func inRepository(v model.Value, r *model.Resource) bool {
	for _, part := range v.Parts() {
		if part.Target() == r.ID {
			return true
		}
	}
	name := r.Name.String()
	return name != "" && (strings.Contains(v.String(), "/"+name+":") || strings.HasSuffix(v.String(), "/"+name))
}
