package exposure

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var cacheWithoutAuth = check.Rule{
	ID:       "exposure-cache-without-auth",
	Title:    "Cache asks nobody who they are",
	Severity: finding.Medium,
	Why: "Everything that runs in the network, a function with a hole in it among them, reads the sessions and answers in the cache and puts others there. " +
		"It is low for Memcached, which cannot ask: only its network protects it.",
	Remedy:   "Give the cache a user group (UserGroupIds, UserGroupId) with IAM or password users, or an AuthToken; for MemoryDB an ACL other than open-access.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
		"https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
		"https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html",
	},
	CWE:      []string{"CWE-306"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.5", "HIPAA:164.312(d)", "GDPR:32(1)(b)"},
	Run:      runCacheWithoutAuth,
}

// cacheAuth are the properties with which a cache of a type asks who a client is; none can, if there are none.
var cacheAuth = map[string][]string{
	"AWS::ElastiCache::ReplicationGroup": {"AuthToken", "UserGroupIds"},
	"AWS::ElastiCache::ServerlessCache":  {"UserGroupId"},
	"AWS::ElastiCache::CacheCluster":     {},
	"AWS::MemoryDB::Cluster":             {"ACLName"},
}

func runCacheWithoutAuth(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		properties, ok := cacheAuth[r.Type]
		if !ok || !r.Properties.Get("GlobalReplicationGroupId").IsAbsent() {
			continue // a secondary has what its primary has
		}
		s := p.Resource(r)
		asks, why := false, ""
		for _, name := range properties {
			v := r.Properties.Get(name)
			written, reason := check.Written(v)
			if v.Kind() == model.List && len(v.Items()) == 0 || v.TextOr("") == "open-access" {
				written = false
			}
			asks = asks || written
			why = cmp.Or(why, reason)
		}
		engine := strings.ToLower(r.Properties.Get("Engine").TextOr(""))
		switch {
		case asks:
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether cache "+model.LocalName(r.ID)+" asks who its clients are", why)
		case engine == "memcached":
			p.NotMet(s, "cache "+model.LocalName(r.ID)+" cannot ask who its clients are", check.Severity(finding.Low))
		default:
			p.NotMet(s, "cache "+model.LocalName(r.ID)+" asks nobody who they are")
		}
	}
}
