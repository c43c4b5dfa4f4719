package policy

import "strings"

// Aspect is what a condition key says something about.
type Aspect uint8

// The aspects of a request.
const (
	AspectHow    Aspect = iota // how or when it is made: over TLS, with a second factor, in a region
	AspectWho                  // who makes it
	AspectWhere                // where it comes from: an address, a network
	AspectBehalf               // on whose behalf a service makes it
	AspectWhich                // what it is about: a tag, a prefix, the service that a role is passed to
)

// knownKey is what is known of a condition key. Fixed keys are those whose fixed values make a bucket
// policy non-public (S3 User Guide, "Blocking public access to your Amazon S3 storage").
type knownKey struct {
	aspect Aspect
	fixed  bool
}

// knownKeys are the global condition keys, and those of services that say who or from where (IAM User
// Guide, "AWS global condition context keys"; Service Authorization Reference). Every other key of a
// service says which of its things is meant, or how.
var knownKeys = map[string]knownKey{
	"aws:currenttime": {AspectHow, false}, "aws:epochtime": {AspectHow, false}, "aws:multifactorauthage": {AspectHow, false},
	"aws:multifactorauthpresent": {AspectHow, false}, "aws:referer": {AspectHow, false}, "aws:requestedregion": {AspectHow, false},
	"aws:securetransport": {AspectHow, false}, "aws:tokenissuetime": {AspectHow, false}, "aws:useragent": {AspectHow, false},
	"aws:viaawsservice": {AspectHow, false}, "s3:tlsversion": {AspectHow, false}, "s3:signatureversion": {AspectHow, false},
	"s3:authtype": {AspectHow, false}, "s3:signatureage": {AspectHow, false},

	"aws:principalaccount": {AspectWho, true}, "aws:principalarn": {AspectWho, true}, "aws:principalorgid": {AspectWho, true},
	"aws:principalorgpaths": {AspectWho, true}, "aws:principalservicename": {AspectWho, true}, "aws:userid": {AspectWho, true},
	"aws:principalisawsservice": {AspectWho, false}, "aws:principalservicenameslist": {AspectWho, false}, "aws:principaltag": {AspectWho, false},
	"aws:username": {AspectWho, false}, "aws:federatedprovider": {AspectWho, false}, "kms:calleraccount": {AspectWho, false},
	"s3:dataaccesspointaccount": {AspectWho, true}, "s3:dataaccesspointarn": {AspectWho, true},
	"cognito-identity.amazonaws.com:aud": {AspectWho, false}, "elasticfilesystem:accesspointarn": {AspectWho, false},
	"sns:endpoint": {AspectWho, false}, "sts:externalid": {AspectWho, false},

	"aws:sourceip": {AspectWhere, true}, "aws:sourcevpc": {AspectWhere, true}, "aws:sourcevpce": {AspectWhere, true},
	"aws:sourcevpcarn": {AspectWhere, false}, "aws:vpcsourceip": {AspectWhere, false}, "aws:vpceaccount": {AspectWhere, false},
	"aws:vpceorgid": {AspectWhere, false}, "aws:vpceorgpaths": {AspectWhere, false}, "aws:ec2instancesourcevpc": {AspectWhere, false},
	"elasticfilesystem:accessedviamounttarget": {AspectWhere, false},

	"aws:sourceaccount": {AspectBehalf, true}, "aws:sourcearn": {AspectBehalf, true}, "aws:sourceowner": {AspectBehalf, true},
	"aws:sourceorgid": {AspectBehalf, false}, "aws:sourceorgpaths": {AspectBehalf, false}, "kms:viaservice": {AspectBehalf, false},
	"aws:calledvia": {AspectBehalf, false}, "aws:calledviafirst": {AspectBehalf, false}, "aws:calledvialast": {AspectBehalf, false},
	"lambda:eventsourcetoken": {AspectBehalf, false}, "alexa-skill:skillid": {AspectBehalf, false},

	"s3:x-amz-server-side-encryption-aws-kms-key-id": {AspectWhich, true},
}

// AspectOf is what a condition key says something about.
func AspectOf(key string) Aspect {
	base, _, _ := strings.Cut(strings.ToLower(key), "/")
	if k, known := knownKeys[base]; known {
		return k.aspect
	}
	return AspectWhich
}
