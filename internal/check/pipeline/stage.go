package pipeline

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

const (
	codePipeline = "AWS::CodePipeline::Pipeline"
	codeBuild    = "AWS::CodeBuild::Project"
)

// action is one action of a pipeline, in the order in which they run: stage by stage, and within one by
// run order (AWS CodePipeline User Guide, "Pipeline structure reference").
type action struct {
	stage, name        string
	order              [2]int // stage, run order
	category, provider string
	configuration      model.Value
	at                 model.Location
}

// actionsOf are the actions of a pipeline. The reason says why they are not all known.
func actionsOf(r *model.Resource) (actions []action, why string) {
	stages := r.Properties.Get("Stages")
	if c, unknown := stages.Cause(); unknown {
		return nil, c.Reason
	}
	for i, stage := range stages.OneOrMany() {
		if c, unknown := stage.Cause(); unknown {
			why = c.Reason
			continue
		}
		list := stage.Get("Actions")
		if c, unknown := list.Cause(); unknown {
			why = c.Reason
			continue
		}
		for _, a := range list.OneOrMany() {
			if c, unknown := a.Cause(); unknown {
				why = c.Reason
				continue
			}
			order, known := a.Get("RunOrder").Int()
			if !known {
				order = 1
			}
			actions = append(actions, action{
				stage: stage.Get("Name").String(), name: a.Get("Name").String(), order: [2]int{i, order},
				category: a.Get("ActionTypeId", "Category").String(), provider: a.Get("ActionTypeId", "Provider").String(),
				configuration: a.Get("Configuration"), at: a.At,
			})
		}
	}
	return actions, why
}

// before reports whether one action has run when another starts.
func (a action) before(b action) bool { return slices.Compare(a.order[:], b.order[:]) < 0 }

// deploys reports whether an action changes what runs: a deployment that is more than the preparation
// of a change set, or a build that by its name or its commands deploys.
func (a action) deploys(p *check.Pass) bool {
	switch a.category {
	case "Deploy":
		return a.configuration.Get("ActionMode").TextOr("") != "CHANGE_SET_REPLACE"
	case "Build", "Compute":
		return slices.ContainsFunc(words(a.name), isDeploy) || deployCommand(a.commands(p))
	}
	return false
}

func isDeploy(word string) bool {
	return word == "deploy" || word == "deployment" || word == "release"
}

func deployCommand(text string) bool {
	for _, command := range []string{"sam deploy", "cdk deploy", "serverless deploy", "sls deploy", "cloudformation deploy", "terraform apply", "lambda update-function-code"} {
		if strings.Contains(text, command) {
			return true
		}
	}
	return false
}

// commands are what an action runs, as far as it is written in the template: its own commands, or the
// build specification of its project.
func (a action) commands(p *check.Pass) string {
	text := []string{a.configuration.Get("Commands").String(), a.configuration.Get("BuildSpec").String()}
	name := a.configuration.Get("ProjectName")
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type == codeBuild && check.Means(name, r.ID, r.Name) {
			text = append(text, r.Properties.Get("Source", "BuildSpec").String())
		}
	}
	return strings.Join(text, "\n")
}

// forTests reports whether a stage is, by its name, not the production.
func (a action) forTests() bool {
	return slices.ContainsFunc(append(words(a.stage), words(a.name)...), func(word string) bool { return testStages[word] })
}

var testStages = map[string]bool{
	"dev": true, "development": true, "test": true, "testing": true, "tests": true, "staging": true, "qa": true, "uat": true, "beta": true, "alpha": true,
	"gamma": true, "int": true, "integration": true, "sandbox": true, "preview": true, "preprod": true, "nonprod": true, "acceptance": true,
}

// words takes a name apart at capitals and signs, in lower case.
func words(name string) []string {
	var out []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, strings.ToLower(word.String()))
			word.Reset()
		}
	}
	previous := ' '
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r):
			flush()
		case unicode.IsUpper(r) && unicode.IsLower(previous):
			flush()
			word.WriteRune(r)
		default:
			word.WriteRune(r)
		}
		previous = r
	}
	flush()
	return out
}
