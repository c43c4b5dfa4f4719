package recovery

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var deletionUnprotected = check.Rule{
	ID:       "recovery-deletion-unprotected",
	Title:    "Data that is deleted with the stack",
	Severity: finding.Low,
	Why: "Whoever deletes the stack, renames the resource or takes it out of the template deletes the data with it: no snapshot is made and nothing asks twice. " +
		"It is only worth a note where the rows of a table expire by themselves or a secret was generated, and nothing where a bucket that is not empty stops the deletion.",
	Remedy:   "Set DeletionPolicy and UpdateReplacePolicy to Retain, or to Snapshot where the type has it, and switch deletion protection on where the service has it.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
		"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection",
		"https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html",
	},
	CWE:      []string{"CWE-1188"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"HIPAA:164.308(a)(7)(ii)(A)", "HIPAA:164.310(d)(2)(iv)", "GDPR:32(1)(c)"},
	Run:      runDeletionUnprotected,
}

// holding is a type of resource that holds data.
type holding struct {
	what       string
	protection string // the property that keeps it from being deleted; "" where there is none
	snapshot   bool   // a snapshot is made unless the template says otherwise
}

// holdings are the types, with the default of the deletion policy (CloudFormation Template Reference,
// "DeletionPolicy attribute": Snapshot for databases of RDS that belong to no cluster, and for
// clusters). Buckets are not in it: the deletion of one that holds anything fails. Secrets are, since
// CloudFormation deletes them without the recovery window that the service offers.
var holdings = map[string]holding{
	"AWS::Cognito::UserPool":         {what: "user pool", protection: "DeletionProtection"},
	"AWS::DocDB::DBCluster":          {what: "database", protection: "DeletionProtection"},
	"AWS::DynamoDB::GlobalTable":     {what: "table", protection: "DeletionProtectionEnabled"},
	"AWS::DynamoDB::Table":           {what: "table", protection: "DeletionProtectionEnabled"},
	"AWS::EFS::FileSystem":           {what: "file system"},
	"AWS::Elasticsearch::Domain":     {what: "database"},
	"AWS::KMS::Key":                  {what: "key"},
	"AWS::Neptune::DBCluster":        {what: "database", protection: "DeletionProtection"},
	"AWS::OpenSearchService::Domain": {what: "database"},
	"AWS::RDS::DBCluster":            {what: "database", protection: "DeletionProtection", snapshot: true},
	"AWS::RDS::DBInstance":           {what: "database", protection: "DeletionProtection", snapshot: true},
	"AWS::Redshift::Cluster":         {what: "database"},
	"AWS::SecretsManager::Secret":    {what: "secret"},
}

func runDeletionUnprotected(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		holds, ok := holdings[r.Type]
		if r.Kind == model.KindBucket && emptied(p, r.ID) {
			holds, ok = holding{what: "bucket"}, true
		}
		if !ok || r.Type == "AWS::RDS::DBInstance" && !r.Properties.Get("DBClusterIdentifier").IsAbsent() {
			continue // what is in a cluster holds no data of its own
		}
		s, name := p.Resource(r), holds.what+" "+model.LocalName(r.ID)
		policy := r.Attributes.Get("DeletionPolicy")
		kept, why := check.Settle(policy, func(v model.Value) bool {
			return v.IsAbsent() && holds.snapshot || slices.Contains([]string{"Retain", "RetainExceptOnCreate", "Snapshot"}, v.TextOr(""))
		})
		if !kept && holds.protection != "" {
			_, off, whyProtected := firstOff(protections(r, holds.protection))
			if kept = !off && whyProtected == ""; whyProtected != "" {
				why = whyProtected
			} else if kept {
				why = ""
			}
		}
		switch {
		case kept && why == "":
			p.Met(s)
		case why != "":
			p.Unknown(s, "whether "+name+" is deleted with the stack", why)
		default:
			p.NotMet(s, name+" is deleted with the stack", check.AtValue(policy), milderLoss(r))
		}
	}
}

// protections are the switches that keep a resource from being deleted; a user pool's is a word.
func protections(r *model.Resource, property string) []model.Value {
	if isTable(r) {
		return onTable(r, property)
	}
	v := r.Properties.Get(property)
	return []model.Value{v.Map(func(v model.Value) model.Value {
		switch text := v.TextOr(""); {
		case strings.EqualFold(text, "ACTIVE"):
			return model.NewBool("true", v.At)
		case strings.EqualFold(text, "INACTIVE"):
			return model.NewBool("false", v.At)
		}
		return v
	})}
}

// emptied reports whether a custom resource empties a bucket before it is deleted.
func emptied(p *check.Pass, bucket string) bool {
	return slices.ContainsFunc(p.App.Resources, func(r model.Resource) bool {
		name := strings.ToLower(r.Type)
		return strings.HasPrefix(name, "custom::") && (strings.Contains(name, "empty") || strings.Contains(name, "autodelete") || strings.Contains(name, "cleanup")) &&
			slices.ContainsFunc(r.Properties.Fields(), func(f model.Field) bool { return f.Key != "ServiceToken" && f.Value.Target() == bucket })
	})
}

// milderLoss is less where rows expire anyway, and where a secret is one that was generated.
func milderLoss(r *model.Resource) check.Option {
	expires, _ := r.Properties.Get("TimeToLiveSpecification", "Enabled").Truth()
	if expires || !r.Properties.Get("GenerateSecretString").IsAbsent() {
		return check.Severity(finding.Info)
	}
	return check.Severity(finding.Low)
}
