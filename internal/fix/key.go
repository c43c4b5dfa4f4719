package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// declareKey adds a key that is rotated and stays when the stack goes, as what it encrypted would be lost
// with it. The account decides by its policies who uses it; a service gets a statement of its own.
func (ch *change) declareKey(beside *written, name, description, service string) string {
	account := splice.Map(
		field("Effect", splice.Text("Allow")),
		field("Principal", splice.Map(field("AWS", splice.Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")))),
		field("Action", splice.Text("kms:*")),
		field("Resource", splice.Text("*")),
	)
	statements := []splice.Value{account}
	if service != "" {
		statements = append(statements, splice.Map(
			field("Effect", splice.Text("Allow")),
			field("Principal", splice.Map(field("Service", splice.Text(service)))),
			field("Action", splice.List(splice.Text("kms:Decrypt"), splice.Text("kms:GenerateDataKey*"))),
			field("Resource", splice.Text("*")),
			field("Condition", splice.Map(field("StringEquals", splice.Map(field("aws:SourceAccount", splice.Ref("AWS::AccountId")))))),
		))
	}
	name = ch.declareShared(beside, name, typed("AWS::KMS::Key",
		field("DeletionPolicy", splice.Text("Retain")),
		field("UpdateReplacePolicy", splice.Text("Retain")),
		properties(
			field("Description", splice.Text(description)),
			field("EnableKeyRotation", splice.Bool(true)),
			field("KeyPolicy", splice.Map(field("Version", splice.Text("2012-10-17")), field("Statement", splice.List(statements...)))),
		))...)
	ch.touch(beside.sibling(name), "", "kms:*")
	return name
}

// dataKey is the key of the application for its data: one that is declared and that the account's
// policies decide about, or a new one with a name for people.
func (ch *change) dataKey(beside *written) string {
	for i := range ch.c.App.Resources {
		r := &ch.c.App.Resources[i]
		name := model.LocalName(r.ID)
		if r.Type != "AWS::KMS::Key" || r.ID != beside.sibling(name) || r.Conditional != "" || strings.HasPrefix(name, alarmTopic) || !ch.c.isAccountKey(r) {
			continue
		}
		return name
	}
	key := ch.declareKey(beside, "DataKey", "Encrypts the application's data", "")
	ch.declareShared(beside, key+"Alias", typed("AWS::KMS::Alias", properties(
		field("AliasName", splice.Sub("alias/${AWS::StackName}-data")), field("TargetKeyId", splice.Ref(key))))...)
	return key
}

// isAccountKey reports whether a key encrypts, and leaves it to the policies of its account who uses it.
func (c *Case) isAccountKey(key *model.Resource) bool {
	if key.Properties.Get("KeySpec").TextOr("SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT" || key.Properties.Get("KeyUsage").TextOr("ENCRYPT_DECRYPT") != "ENCRYPT_DECRYPT" {
		return false
	}
	for i := range c.App.Grants {
		g := &c.App.Grants[i]
		if g.Resource != key.ID || g.Effect != model.Allow || len(g.Actions) != 1 || g.Actions[0].String() != "kms:*" || !g.Conditions.IsAbsent() {
			continue
		}
		for _, p := range g.Principals.Get("AWS").OneOrMany() {
			if strings.HasSuffix(p.String(), ":root") {
				return true
			}
		}
	}
	return false
}

// keyed is how data of a type is put under a key: the properties, and what who uses the data must be
// allowed on the key (the developer guides of the services, "Encryption at rest").
type keyed struct {
	path    string
	value   func(key string) splice.Value
	actions []string
}

var keyUses = map[string]keyed{
	"AWS::DynamoDB::Table":         {"SSESpecification", tableKey, []string{"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"}},
	"AWS::Serverless::SimpleTable": {"SSESpecification", tableKey, []string{"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"}},
	"AWS::S3::Bucket":              {"BucketEncryption", bucketKey, []string{"kms:Decrypt", "kms:GenerateDataKey"}},
	"AWS::SQS::Queue":              {"KmsMasterKeyId", splice.Ref, []string{"kms:Decrypt", "kms:GenerateDataKey"}},
	"AWS::SecretsManager::Secret":  {"KmsKeyId", splice.Ref, []string{"kms:Decrypt", "kms:GenerateDataKey"}},
	"AWS::Kinesis::Stream":         {"StreamEncryption", streamKey, []string{"kms:Decrypt", "kms:GenerateDataKey"}},
}

func tableKey(key string) splice.Value {
	return splice.Map(field("SSEEnabled", splice.Bool(true)), field("SSEType", splice.Text("KMS")), field("KMSMasterKeyId", splice.GetAtt(key, "Arn")))
}

func bucketKey(key string) splice.Value {
	byDefault := splice.Map(field("SSEAlgorithm", splice.Text("aws:kms")), field("KMSMasterKeyID", splice.GetAtt(key, "Arn")))
	return splice.Map(field("ServerSideEncryptionConfiguration", splice.List(splice.Map(
		field("BucketKeyEnabled", splice.Bool(true)), field("ServerSideEncryptionByDefault", byDefault)))))
}

func streamKey(key string) splice.Value {
	return splice.Map(field("EncryptionType", splice.Text("KMS")), field("KeyId", splice.GetAtt(key, "Arn")))
}

// proposeDataKey puts classified data under a key of the application, which all functions that use the
// data may use.
func proposeDataKey(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	use, ok := keyUses[w.kind]
	if !ok {
		return Proposal{}, w.advise("who else uses it must be allowed to use the key, or the change makes another one of it and its data is lost",
			properties(field("KmsKeyId", splice.GetAtt("DataKey", "Arn"))))
	}
	if service := c.fedBy(w.id); service != "" {
		return Proposal{}, advise(service + " must be allowed to use the key, in the policy of the key")
	}
	ch := c.change()
	key := ch.dataKey(w)
	if err := ch.putUnder(w, use, key); err != nil {
		return Proposal{}, err
	}
	for _, id := range c.users(w.id) {
		f, _ := c.App.Function(id)
		fw, err := c.written(id)
		if err != nil {
			return Proposal{}, err
		}
		p := permission{name: "Use" + key + "For" + w.name + "In" + fw.name, actions: use.actions, resource: splice.GetAtt(key, "Arn"), of: fw}
		if err := ch.allow(fw, f.Role, p); err != nil {
			return Proposal{}, err
		}
	}
	ch.note("Whoever else uses the data must be allowed to use the key; what lies there already keeps the old one where the service says so.")
	return ch.done()
}

// putUnder writes the key of a resource: in the rule of a bucket where that has one, and for a queue in
// place of the encryption by the queue service, as only one of the two can be written.
func (ch *change) putUnder(w *written, use keyed, key string) error {
	if managed := w.property("SqsManagedSseEnabled"); w.kind == "AWS::SQS::Queue" && managed != nil {
		edit, err := splice.Remove(w.node.Get("Properties"), "SqsManagedSseEnabled")
		if err != nil {
			return asAdvice(err)
		}
		ch.proposal.Edits = append(ch.proposal.Edits, edit)
		ch.touch(w.id, "SqsManagedSseEnabled")
	}
	rules := mapsWith(w.property("BucketEncryption"), "ServerSideEncryptionByDefault")
	if w.kind != "AWS::S3::Bucket" || len(rules) == 0 {
		return ch.set(w, use.path, use.value(key))
	}
	for _, rule := range rules {
		byDefault := rule.Get("ServerSideEncryptionByDefault")
		for _, f := range []splice.Field{field("KMSMasterKeyID", splice.GetAtt(key, "Arn")), field("SSEAlgorithm", splice.Text("aws:kms"))} {
			if old := byDefault.Get(f.Key); old != nil && f.Value.Is(old) {
				continue
			}
			if err := ch.setAt(w, byDefault, f.Key, f.Value, use.path); err != nil {
				return err
			}
		}
	}
	return nil
}

// users are the functions that an edge leads from or to an element, in their order.
func (c *Case) users(id string) []string {
	var ids []string
	for i := range c.App.Functions {
		f := &c.App.Functions[i]
		for _, e := range c.App.Edges {
			if !e.Wide && (e.From == f.ID && e.To == id || e.From == id && e.To == f.ID) {
				ids = append(ids, f.ID)
				break
			}
		}
	}
	return ids
}

// fedBy is the service of the provider that the policy of a resource lets write to it, "" for none.
func (c *Case) fedBy(id string) string {
	for i := range c.App.Grants {
		g := &c.App.Grants[i]
		if g.Resource != id || g.Effect != model.Allow {
			continue
		}
		for _, service := range g.Principals.Get("Service").OneOrMany() {
			return service.String()
		}
	}
	return ""
}

// proposeEnvironmentKey encrypts the variables of a function with a key of the application.
func proposeEnvironmentKey(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	f, ok := c.App.Function(c.Finding.Resource)
	if !ok {
		return Proposal{}, advise("it is no function")
	}
	ch := c.change()
	key := ch.dataKey(w)
	if err := ch.set(w, "KmsKeyArn", splice.GetAtt(key, "Arn")); err != nil {
		return Proposal{}, err
	}
	if err := ch.allow(w, f.Role, permission{name: "Use" + key + "ForVariablesOf" + w.name, actions: []string{"kms:Decrypt"}, resource: splice.GetAtt(key, "Arn"), of: w}); err != nil {
		return Proposal{}, err
	}
	return ch.done()
}
