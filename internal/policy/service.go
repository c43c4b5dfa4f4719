package policy

import "strings"

// What single services do differently.

// blocksPublic answers whether the bucket does not let in what its policies allow: one that restricts a
// public policy answers only to services and to principals of its own account (S3 User Guide, "Blocking
// public access to your Amazon S3 storage").
func (s *Set) blocksPublic(q *Query) Truth {
	if s.public == No || q.service != "s3" || q.requester.kind == RequesterService {
		return No
	}
	if !q.requester.isIAM() {
		return s.public
	}
	return s.public.And(q.sameAccount.Not())
}

// asksResource reports whether only the resource's own policy can give access: KMS keys (KMS
// Developer Guide, "Key policies in AWS KMS") and roles that are assumed (IAM User Guide, "Policy
// evaluation logic": trust policies and key policies "must explicitly allow access for principals").
func asksResource(q *Query, r *resourceText) bool {
	switch q.service {
	case "kms":
		return strings.Contains(r.text, ":key/") || r.holey && !strings.Contains(r.text, ":alias/")
	case "sts":
		return strings.HasPrefix(q.name, "assumerole") || q.name == "tagsession" || q.name == "setsourceidentity" || q.name == "setcontext"
	}
	return false
}
