package fix

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// denyPlain is a statement that refuses everybody what is asked for without TLS.
func denyPlain(action string, resources ...splice.Value) splice.Value {
	resource := splice.List(resources...)
	if len(resources) == 1 {
		resource = resources[0]
	}
	return splice.Map(
		field("Sid", splice.Text("OnlyTLS")),
		field("Effect", splice.Text("Deny")),
		field("Principal", splice.Text("*")),
		field("Action", splice.Text(action)),
		field("Resource", resource),
		field("Condition", splice.Map(field("Bool", splice.Map(field("aws:SecureTransport", splice.Text("false")))))),
	)
}

// denyPlainBucket is that statement for a bucket and all that is in it.
func denyPlainBucket(bucket string) splice.Value {
	return denyPlain("s3:*", splice.GetAtt(bucket, "Arn"), splice.Sub("${"+bucket+".Arn}/*"))
}

// onlyStatements is the path of no property and no attribute: a mark with it is about what an element
// grants.
const onlyStatements = "/policy"

// document is a policy of some statements.
func document(statements ...splice.Value) splice.Value {
	return splice.Map(field("Version", splice.Text("2012-10-17")), field("Statement", splice.List(statements...)))
}

// proposeOnlyTLS adds a statement to the policy of a bucket, or gives it a policy.
func proposeOnlyTLS(c *Case) (Proposal, error) {
	w, err := c.writtenAs("AWS::S3::Bucket", "bucket")
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	ch.touch(w.id, onlyStatements)
	policy, err := c.policyOf("AWS::S3::BucketPolicy", "Bucket")
	switch {
	case err != nil:
		return Proposal{}, err
	case policy != nil:
		err = ch.addStatement(policy, denyPlainBucket(w.name))
	default:
		ch.declare(w, "Policy", typed("AWS::S3::BucketPolicy", properties(field("Bucket", splice.Ref(w.name)), field("PolicyDocument", document(denyPlainBucket(w.name)))))...)
	}
	if err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// policyOf is the declaration of the policy that names the subject of the finding, nil for none.
func (c *Case) policyOf(kind, property string) (*written, error) {
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		if r.Type != kind {
			continue
		}
		for _, v := range r.Properties.Get(property).OneOrMany() {
			if v.Target() == c.Finding.Resource {
				return c.written(r.ID)
			}
		}
	}
	return nil, nil
}

// addStatement adds a statement to a policy that is a resource of its own.
func (ch *change) addStatement(policy *written, statement splice.Value) error {
	list := policy.property("PolicyDocument.Statement")
	if list == nil || list.Kind != source.List {
		return advise("the statement of " + policy.name + " is a single one: make a list of it first")
	}
	ch.touch(policy.id, "PolicyDocument")
	return ch.grow(policy, "PolicyDocument.Statement", statement)
}

// proposeMessageTLS adds a statement to the policy of a queue or topic that lets others in.
func proposeMessageTLS(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	kind, property, action, resource := "AWS::SQS::QueuePolicy", "Queues", "sqs:*", splice.GetAtt(w.name, "Arn")
	if w.kind == "AWS::SNS::Topic" {
		kind, property, action, resource = "AWS::SNS::TopicPolicy", "Topics", "sns:Publish", splice.Ref(w.name)
	}
	policy, err := c.policyOf(kind, property)
	if err != nil {
		return Proposal{}, err
	}
	if policy == nil || policy.kind != kind {
		return Proposal{}, advise("its policy is not one resource of the template")
	}
	ch := c.change()
	ch.touch(w.id, onlyStatements)
	if err := ch.addStatement(policy, denyPlain(action, resource)); err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// proposeBucketLog has a bucket's requests logged to the bucket that others of the template log to, or to
// a new one, to which the service for logs may write (Amazon S3 User Guide, "Enabling Amazon S3 server
// access logging").
func proposeBucketLog(c *Case) (Proposal, error) {
	w, err := c.writtenAs("AWS::S3::Bucket", "bucket")
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	target := c.logBucket(w)
	if target == "" {
		target = ch.declareLogBucket(w)
	}
	err = ch.set(w, "LoggingConfiguration", splice.Map(field("DestinationBucketName", splice.Ref(target)), field("LogFilePrefix", splice.Text(w.name+"/"))))
	if err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// logBucket is the bucket of the template that another bucket is logged to, "" for none.
func (c *Case) logBucket(w *written) string {
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		id := r.Properties.Get("LoggingConfiguration", "DestinationBucketName").Target()
		target, ok := c.App.Resource(id)
		if name := model.LocalName(id); r.Type == "AWS::S3::Bucket" && ok && id == w.sibling(name) && id != w.id && target.Conditional == "" {
			return name
		}
	}
	return ""
}

func (ch *change) declareLogBucket(beside *written) string {
	expire := splice.Map(field("Id", splice.Text("Expire")), field("Status", splice.Text("Enabled")), field("ExpirationInDays", splice.Number("365")))
	name := ch.declareShared(beside, "AccessLogBucket", typed("AWS::S3::Bucket",
		field("DeletionPolicy", splice.Text("Retain")),
		field("UpdateReplacePolicy", splice.Text("Retain")),
		properties(
			field("LifecycleConfiguration", splice.Map(field("Rules", splice.List(expire)))),
			field("OwnershipControls", splice.Map(field("Rules", splice.List(splice.Map(field("ObjectOwnership", splice.Text("BucketOwnerEnforced"))))))),
			field("PublicAccessBlockConfiguration", blockPublic),
		))...)
	deliver := splice.Map(
		field("Effect", splice.Text("Allow")),
		field("Principal", splice.Map(field("Service", splice.Text("logging.s3.amazonaws.com")))),
		field("Action", splice.Text("s3:PutObject")),
		field("Resource", splice.Sub("${"+name+".Arn}/*")),
		field("Condition", splice.Map(field("StringEquals", splice.Map(field("aws:SourceAccount", splice.Ref("AWS::AccountId")))))),
	)
	ch.declareShared(beside, name+"Policy", typed("AWS::S3::BucketPolicy", properties(
		field("Bucket", splice.Ref(name)), field("PolicyDocument", document(deliver, denyPlainBucket(name)))))...)
	ch.touch(beside.sibling(name), "", "s3:PutObject")
	return name
}

var blockPublic = splice.Map(
	field("BlockPublicAcls", splice.Bool(true)),
	field("BlockPublicPolicy", splice.Bool(true)),
	field("IgnorePublicAcls", splice.Bool(true)),
	field("RestrictPublicBuckets", splice.Bool(true)),
)
