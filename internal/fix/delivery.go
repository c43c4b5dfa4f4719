package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// adviseTarget says where the scheme of an address stands: whether the other side answers on HTTPS is to be
// tried.
func adviseTarget(c *Case) error {
	return advise("whether the other side answers on HTTPS is not known: try it, then write https:// at " + c.Finding.At.String())
}

// adviseSigning says what the functions need to refuse what nobody signed. The deployment has to sign
// before that, or fails.
func adviseSigning(c *Case) error {
	if len(c.Finding.Functions) == 0 {
		return advise("the pipeline must sign the packages first (sam deploy --signing-profiles)")
	}
	w, err := c.written(c.Finding.Functions[0])
	if err != nil {
		return err
	}
	body := []splice.Field{
		field("SigningProfile", splice.Map(typed("AWS::Signer::SigningProfile", properties(field("PlatformId", splice.Text("AWSLambda-SHA384-ECDSA"))))...)),
		field("CodeSigning", splice.Map(typed("AWS::Lambda::CodeSigningConfig", properties(
			field("AllowedPublishers", splice.Map(field("SigningProfileVersionArns", splice.List(splice.GetAtt("SigningProfile", "ProfileVersionArn"))))),
			field("CodeSigningPolicies", splice.Map(field("UntrustedArtifactOnDeployment", splice.Text("Enforce")))),
		))...)),
	}
	for _, id := range c.Finding.Functions {
		body = append(body, field(model.LocalName(id), splice.Map(properties(field("CodeSigningConfigArn", splice.Ref("CodeSigning"))))))
	}
	return &AdviceError{
		Reason: "a function that refuses unsigned code cannot be deployed before the pipeline signs (sam deploy --signing-profiles): deploy the profile and the configuration first",
		Text:   splice.Spell(w.node, body...),
	}
}

// adviseDigest says how an image is named by what it holds.
func adviseDigest(c *Case) error {
	_, image, found := strings.Cut(c.Finding.Message, ": ")
	if !found {
		return advise("which digest the image has only the registry knows")
	}
	repository := image
	if at := strings.LastIndexByte(image, ':'); at > strings.LastIndexByte(image, '/') {
		repository = image[:at]
	}
	return &AdviceError{
		Reason: "which digest the image has only the registry knows: have the pipeline write the one that it pushed, at " + c.Finding.At.String(),
		Text:   repository + "@sha256:DIGEST",
	}
}

// adviseLayer says how somebody else's code becomes one's own.
func adviseLayer(c *Case) error {
	_, layer, _ := strings.Cut(c.Finding.Detail, ":")
	return advise("what is in layer " + layer + " only its publisher decides: look at it, publish it in an account of your own (aws lambda publish-layer-version) and name that at " + c.Finding.At.String())
}

// adviseApproval says which stage somebody approves in.
func adviseApproval(c *Case) error {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return err
	}
	_, rest, _ := strings.Cut(c.Finding.Message, "(")
	stage, _, _ := strings.Cut(rest, ",")
	return &AdviceError{
		Reason: "who approves is for the team to decide: put this stage before " + stage,
		Text:   splice.Spell(w.node, field("Stages", splice.List(actionStage("Approval", "Approval", "Manual", "AWS")))),
	}
}

// adviseSecurityStage says which stage tests what a pipeline deploys.
func adviseSecurityStage(c *Case) error {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return err
	}
	stage := actionStage("Test", "Test", "CodeBuild", "AWS",
		field("Configuration", splice.Map(field("ProjectName", splice.Text("a project that runs the tests and a scanner")))),
		field("InputArtifacts", splice.List(splice.Map(field("Name", splice.Text("the artifact of the source"))))))
	return &AdviceError{
		Reason: "what tests the application has is not known: put this stage before the first that deploys",
		Text:   splice.Spell(w.node, field("Stages", splice.List(stage))),
	}
}

// actionStage is a stage of a pipeline with one action.
func actionStage(name, category, provider, owner string, rest ...splice.Field) splice.Value {
	kind := splice.Map(field("Category", splice.Text(category)), field("Owner", splice.Text(owner)), field("Provider", splice.Text(provider)), field("Version", splice.Text("1")))
	action := append([]splice.Field{field("Name", splice.Text(name)), field("ActionTypeId", kind)}, rest...)
	return splice.Map(field("Name", splice.Text(name)), field("Actions", splice.List(splice.Map(action...))))
}

// adviseConnection says how a pipeline gets its source without a person's token.
func adviseConnection(c *Case) error {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return err
	}
	if c.Finding.Detail == "" {
		return advise("a connection needs no webhook: where the pipeline gets its source by one, remove it")
	}
	kind := splice.Map(field("Category", splice.Text("Source")), field("Owner", splice.Text("AWS")), field("Provider", splice.Text("CodeStarSourceConnection")), field("Version", splice.Text("1")))
	return &AdviceError{
		Reason: "somebody has to allow the connection in the console once (AWS::CodeConnections::Connection), and the token is to be revoked then; the source action is",
		Text: splice.Spell(w.node,
			field("ActionTypeId", kind),
			field("Configuration", splice.Map(field("ConnectionArn", splice.Text("the connection's ARN")), field("FullRepositoryId", splice.Text("OWNER/REPOSITORY")), field("BranchName", splice.Text("BRANCH"))))),
	}
}
