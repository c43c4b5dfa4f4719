package pipeline

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var artifactStoreUnprotected = check.Rule{
	ID:       "pipeline-artifact-store-unprotected",
	Title:    "What is to be deployed lies unprotected",
	Severity: finding.Low,
	Why: "Whoever may write to the bucket replaces a package after its tests and before its deployment, and without versions nobody can show it. " +
		"A key of one's own decides who reads and writes beside the bucket's policy.",
	Remedy:   "Give the artifact store an EncryptionKey, or its bucket a customer managed key, and the bucket VersioningConfiguration Enabled; leave public access blocked.",
	Practice: finding.Pipeline,
	References: []string{
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html",
		"https://docs.aws.amazon.com/codepipeline/latest/userguide/security-best-practices.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-artifacts.html",
	},
	CWE:      []string{"CWE-345", "CWE-311"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:11.5.2", "HIPAA:164.312(c)(2)"},
	Run:      runArtifactStoreUnprotected,
}

func runArtifactStoreUnprotected(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		switch r.Type {
		case codePipeline:
			stores := []model.Value{r.Properties.Get("ArtifactStore")}
			for _, regional := range r.Properties.Get("ArtifactStores").OneOrMany() {
				stores = append(stores, regional.Get("ArtifactStore"))
			}
			for _, store := range stores {
				artifactStore(p, r, store)
			}
		case codeBuild:
			v := r.Properties.Get("Artifacts", "EncryptionDisabled")
			if off, _ := isTrue(v); off {
				p.NotMet(p.Resource(r), "project "+model.LocalName(r.ID)+" writes its artifacts unencrypted", check.At(v.At))
			}
		}
	}
}

// artifactStore asks the bucket of a store, where it is declared here.
func artifactStore(p *check.Pass, pipeline *model.Resource, store model.Value) {
	bucket := bucketOf(p, store.Get("Location"))
	if bucket == nil {
		return
	}
	s := p.Resource(pipeline)
	s.Detail = model.LocalName(bucket.ID)
	var lacks []string
	why := ""
	for _, question := range []struct {
		without string
		ask     func() (bool, string)
	}{
		{"a customer managed key", func() (bool, string) { return hasKey(store, bucket) }},
		{"versions", func() (bool, string) {
			return check.Settle(bucket.Properties.Get("VersioningConfiguration", "Status"), func(v model.Value) bool { return v.TextOr("") == "Enabled" })
		}},
		{"a block of public access", func() (bool, string) { return isBlocked(bucket) }},
	} {
		yes, reason := question.ask()
		if !yes && reason == "" {
			lacks = append(lacks, question.without)
		}
		why = cmp.Or(why, reason)
	}
	name := "the artifacts of pipeline " + model.LocalName(pipeline.ID)
	switch {
	case len(lacks) > 0:
		p.NotMet(s, name+" lie in bucket "+model.LocalName(bucket.ID)+" without "+strings.Join(lacks, " and without "), check.At(bucket.At))
	case why != "":
		p.Unknown(s, "whether "+name+" are protected", why)
	default:
		p.Met(s)
	}
}

func bucketOf(p *check.Pass, location model.Value) *model.Resource {
	for i := range p.App.Resources {
		if r := &p.App.Resources[i]; r.Type == "AWS::S3::Bucket" && check.Means(location, r.ID, r.Name) {
			return r
		}
	}
	return nil
}

// hasKey reports whether artifacts are encrypted with a key of the account's own: the store's, or the
// bucket's. The one that CodePipeline takes by default is the provider's.
func hasKey(store model.Value, bucket *model.Resource) (yes bool, why string) {
	key, why := check.Written(store.Get("EncryptionKey", "Id"))
	if key {
		return true, ""
	}
	for _, rule := range bucket.Properties.Get("BucketEncryption", "ServerSideEncryptionConfiguration").OneOrMany() {
		id, reason := check.Written(rule.Get("ServerSideEncryptionByDefault", "KMSMasterKeyID"))
		if id && reason == "" && rule.Get("ServerSideEncryptionByDefault", "KMSMasterKeyID").TextOr("") != "alias/aws/s3" {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	return false, why
}

// isBlocked reports whether a bucket refuses to be public: since April 2023 it does unless told
// otherwise (Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage").
func isBlocked(bucket *model.Resource) (yes bool, why string) {
	block := bucket.Properties.Get("PublicAccessBlockConfiguration")
	return check.Settle(block, func(v model.Value) bool {
		for _, setting := range v.Fields() {
			if on, known := setting.Value.Truth(); known && !on {
				return false
			}
		}
		return true
	})
}
