package fix

import "strings"

// byHand says why something is not changed, and what to write.
func byHand(reason, text string) error { return &AdviceError{Reason: reason, Text: text} }

// names are the functions that the finding concerns.
func (c *Case) names() string {
	var out []string
	for _, id := range c.Finding.Functions {
		out = append(out, local(id))
	}
	return strings.Join(out, ", ")
}

// route is what a route's id says of it: the API and, behind it, the method and path.
func (c *Case) route() (api, path string) {
	name := c.Finding.Resource[strings.IndexByte(c.Finding.Resource, '#')+1:]
	api, path, _ = strings.Cut(name, "/")
	for i := range c.App.Routes {
		if r := &c.App.Routes[i]; r.ID == c.Finding.Resource {
			return local(r.API), strings.TrimSpace(r.Method + " " + r.Path)
		}
	}
	return api, path
}

func adviseAuthorizer(c *Case) error {
	api, path := c.route()
	return byHand("who may call it, and with what, only you know",
		"Declare an authorizer on "+api+" (in SAM: Auth with Authorizers and DefaultAuthorizer; a user pool, a JWT issuer, a function or AWS_IAM) and name it for "+path+
			"; a route that is meant for everybody says Authorizer: NONE in SAM and is suppressed with the reason.")
}

func adviseModel(c *Case) error {
	api, path := c.route()
	return byHand("what a body looks like only you know",
		"Declare an AWS::ApiGateway::Model with the schema of the body and an AWS::ApiGateway::RequestValidator with ValidateRequestBody: true for "+api+
			", and name both in RequestModels and RequestValidatorId of "+path+"; in SAM: Models on "+api+" and RequestModel with Model, Required: true and ValidateBody: true on the event.")
}

func adviseSignUp(c *Case) error {
	return byHand("whether everybody may register only you know",
		"If not, set AdminCreateUserConfig with AllowAdminCreateUserOnly: true on "+local(c.Finding.Resource)+", or LambdaConfig.PreSignUp to a function that decides.")
}

func adviseLoop(c *Case) error {
	var way []string
	for id := range strings.FieldsSeq(c.Finding.Detail) {
		way = append(way, local(id))
	}
	return byHand("which of the ways is meant only you know",
		"Let "+local(c.Finding.Resource)+" write elsewhere than to what starts it ("+strings.Join(way, ", ")+"), or start it under a prefix or filter that it does not write under, and grant no more; leave RecursiveLoop at Terminate.")
}

func adviseOrigin(c *Case) error {
	return byHand("which pages use it only you know",
		"Replace * in the allowed origins of "+local(c.Finding.Resource)+" by the origins of your pages (https://www.example.com), as a parameter where each stage has its own.")
}

func adviseBatches(c *Case) error {
	return byHand("whether the function's code handles more than one message only you know",
		"Let the code of "+local(c.Finding.Resource)+" work on all Records, then set on "+c.Finding.Detail+" BatchSize: 10, MaximumBatchingWindowInSeconds: 1 and FunctionResponseTypes: [ReportBatchItemFailures].")
}

func adviseRoles(c *Case) error {
	return byHand("each gets a role of its own only where you ask for it: --split-roles",
		"Give each of "+c.names()+" a role of its own with what it needs of "+local(c.Finding.Resource)+"; in SAM: leave Role out and write Policies on each.")
}

func adviseUse(c *Case) error {
	return byHand("who it was only the records say", "Look for "+local(c.Finding.Resource)+" in the records: the address, the session and the time of the requests. "+
		"Where it was not the function, revoke the role's sessions.")
}

func adviseActions(c *Case) error {
	return byHand("which actions are needed only the code says",
		"Replace the wildcard in Action of the statement of "+local(c.Finding.Resource)+" by the actions that the code calls; the last accessed information of the role names those of the past.")
}

func adviseRotation(c *Case) error {
	name := local(c.Finding.Resource)
	return byHand("what the secret opens, and so what has to rotate it, only you know",
		"Declare an AWS::SecretsManager::RotationSchedule with SecretId: !Ref "+name+", RotationRules with AutomaticallyAfterDays: 30, and RotationLambdaARN, or HostedRotationLambda for a database.")
}

func adviseSecretName(c *Case) error {
	return byHand("the function's code has to fetch the secret, which a template cannot change",
		"Put the secret into an AWS::SecretsManager::Secret, give "+local(c.Finding.Resource)+" its ARN in place of "+c.Finding.Detail+" and secretsmanager:GetSecretValue on it, and fetch the value at run time; then change the secret, where it was written in the template.")
}

func adviseSecretStore(c *Case) error {
	return byHand("CloudFormation cannot make an encrypted parameter, and whoever reads this one has to read the secret instead",
		"Declare an AWS::SecretsManager::Secret in place of "+local(c.Finding.Resource)+" and let its readers call secretsmanager:GetSecretValue.")
}
