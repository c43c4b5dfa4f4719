package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// secretFixers hide what is written for everybody to read.
var secretFixers = []fixer{
	{"secret-in-output", removeOutput},
	{"secret-literal-password", manageOrGenerate},
	{"secret-parameter-without-noecho", hideParameter},
	{"secret-plaintext-parameter", askForSecret},
	{"secret-rotation-too-slow", rotateMonthly},
	settings("secret-generated-weak",
		setting{kind: "AWS::SecretsManager::Secret", path: "GenerateSecretString.PasswordLength", value: splice.Number("32"), note: "A change of how a secret is generated makes a new one at the next deployment."},
	),
}

// hideParameter keeps the value of a parameter from being shown.
func hideParameter(c *Case) (Proposal, error) {
	d, err := c.template(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	name := local(c.Finding.Resource)
	if d.at("Parameters", name) == nil {
		return Proposal{}, advise("the parameter is not written as one")
	}
	d.set(splice.Bool(true), "Parameters", name, "NoEcho")
	d.touch(c.Finding.Resource, "NoEcho")
	return d.done()
}

// askForSecret takes a secret out of the template: each deployment has to give it.
func askForSecret(c *Case) (Proposal, error) {
	d, err := c.template(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	name := local(c.Finding.Resource)
	if d.at("Parameters", name, "Default") == nil {
		return Proposal{}, advise("the parameter is not written as one")
	}
	if hidden, _ := d.at("Parameters", name, "NoEcho").Scalar(); hidden != "true" {
		d.set(splice.Bool(true), "Parameters", name, "NoEcho")
	}
	d.remove("Parameters", name, "Default")
	d.asks = append(d.asks, name)
	d.touch(c.Finding.Resource, "NoEcho")
	d.touch(c.Finding.Resource, "Default")
	for i := range c.App.Inputs {
		for _, use := range c.App.Inputs[i].Uses {
			if c.App.Inputs[i].ID == c.Finding.Resource {
				d.touch(use.Element, use.Path)
			}
		}
	}
	d.note("The next deployment asks for the parameter " + name + ". The secret stays in the history of the repository: change it where it opens something.")
	return d.done()
}

// removeOutput takes a secret out of the outputs, where no other stack can have it by name.
func removeOutput(c *Case) (Proposal, error) {
	d, err := c.template(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	name := strings.TrimPrefix(local(c.Finding.Resource), "Outputs.")
	output := d.at("Outputs", name)
	switch {
	case output == nil:
		return Proposal{}, advise("the output is not written as one")
	case output.Get("Export") != nil:
		return Proposal{}, &AdviceError{
			Reason: "it is exported: a stack that imports it would keep this one from being changed",
			Text:   "Let the stacks that import " + name + " take the name of the secret instead, then remove the output.",
		}
	}
	if len(d.at("Outputs").Keys) == 1 {
		d.remove("Outputs")
	} else {
		d.remove("Outputs", name)
	}
	d.touch(c.Finding.Resource, "")
	d.note("Whoever reads the output has to fetch the secret where it is kept.")
	return d.done()
}

// managed are the types whose password the service makes and keeps in Secrets Manager (Amazon RDS User
// Guide, "Password management with Amazon RDS and AWS Secrets Manager"; Amazon Redshift Management Guide,
// "Managing Amazon Redshift admin passwords using AWS Secrets Manager").
var managed = map[string][2]string{
	"AWS::RDS::DBInstance":   {"MasterUserPassword", "ManageMasterUserPassword"},
	"AWS::RDS::DBCluster":    {"MasterUserPassword", "ManageMasterUserPassword"},
	"AWS::Redshift::Cluster": {"MasterUserPassword", "ManageMasterPassword"},
}

// manageOrGenerate lets the service make a password, or Secrets Manager generate the secret.
func manageOrGenerate(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	d := w.draft()
	properties := []string{"Resources", w.name, "Properties"}
	switch names, ok := managed[w.kind]; {
	case ok && c.Finding.Detail == names[0] && c.sharesPassword():
		return Proposal{}, &AdviceError{
			Reason: "others are given the same password, and would go on using it",
			Text:   "Have them fetch the secret " + w.name + ".MasterUserSecret.SecretArn, then set " + names[1] + ": true on " + w.name + " and remove " + names[0] + ".",
		}
	case ok && c.Finding.Detail == names[0]:
		d.set(splice.Bool(true), append(properties, names[1])...)
		d.remove(append(properties, names[0])...)
		d.touch(w.id, names[0])
		d.touch(w.id, names[1])
		d.touch(w.id, "MasterUserSecret")
		d.note("The service makes a new password and keeps it in Secrets Manager: whoever connects has to fetch it from there (" + w.name + ".MasterUserSecret.SecretArn). Change the old one where it is used elsewhere: it stays in the history of the repository.")
	case w.kind == "AWS::SecretsManager::Secret" && c.Finding.Detail == "SecretString":
		old := d.at(append(properties, "SecretString")...)
		if old == nil || old.Kind != source.String || old.Tag != "" || strings.HasPrefix(strings.TrimSpace(old.Text), "{") {
			return Proposal{}, &AdviceError{
				Reason: "the secret has parts, and which of them can be generated is not known",
				Text:   "Replace SecretString of " + w.name + " by GenerateSecretString with SecretStringTemplate for what is no secret, GenerateStringKey for what is, and PasswordLength: 32.",
			}
		}
		d.set(splice.Map(entry("PasswordLength", splice.Number("32")), entry("ExcludePunctuation", splice.Bool(true))), append(properties, "GenerateSecretString")...)
		d.remove(append(properties, "SecretString")...)
		d.touch(w.id, "SecretString")
		d.touch(w.id, "GenerateSecretString")
		d.note("A new secret is generated. One that somebody else gave you cannot be: put it into the secret by hand after the deployment. The old one stays in the history of the repository.")
	default:
		return Proposal{}, &AdviceError{
			Reason: "where the password should come from is not known",
			Text:   "Declare an AWS::SecretsManager::Secret with GenerateSecretString and write '{{resolve:secretsmanager:${ITS_NAME}}}' with Fn::Sub as " + c.Finding.Detail + " of " + w.name + ".",
		}
	}
	return d.done()
}

// sharesPassword reports whether the password that the finding is about is given to something else: through
// the same parameter, or written again.
func (c *Case) sharesPassword() bool {
	here := model.Use{Element: c.Finding.Resource, Path: c.Finding.Detail}
	for _, in := range c.App.Inputs {
		if slices.Contains(in.Uses, here) && len(in.Uses) > 1 {
			return true
		}
	}
	mark := c.propertyOf(c.Finding.Detail).Fingerprint()
	for i := range c.App.Functions {
		for _, v := range c.App.Functions[i].Env {
			if v.Value.Fingerprint() == mark {
				return true
			}
		}
	}
	return false
}

// rotateMonthly has a secret be changed every thirty days.
func rotateMonthly(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	d := w.draft()
	rules := []string{"Resources", w.name, "Properties", "RotationRules"}
	if d.at(append(rules, "ScheduleExpression")...) != nil {
		d.set(splice.Text("rate(30 days)"), append(rules, "ScheduleExpression")...)
	} else {
		d.set(splice.Number("30"), append(rules, "AutomaticallyAfterDays")...)
	}
	d.touch(w.id, "RotationRules")
	return d.done()
}
