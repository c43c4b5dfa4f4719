package eval

import "github.com/sconce-dev/sconce/internal/code/term"

// What a deployed function finds in its environment: code for other places is not reached.

// ofPlatform are environment variables that are set wherever the platform runs a function (AWS Lambda Developer Guide,
// "Defined runtime environment variables").
var ofPlatform = map[string]bool{
	"_HANDLER": true, "AWS_REGION": true, "AWS_LAMBDA_FUNCTION_NAME": true, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": true,
	"AWS_LAMBDA_FUNCTION_VERSION": true, "AWS_LAMBDA_RUNTIME_API": true, "LAMBDA_TASK_ROOT": true, "LAMBDA_RUNTIME_DIR": true,
}

// ofHome are environment variables that tools set which run functions elsewhere than on the platform, and tests: AWS SAM
// Developer Guide, "sam local invoke"; Serverless Framework, "invoke local"; serverless-offline; LocalStack; Jest, Vitest, pytest.
var ofHome = map[string]bool{
	"AWS_SAM_LOCAL": true, "IS_LOCAL": true, "IS_OFFLINE": true, "LOCALSTACK_HOSTNAME": true, "JEST_WORKER_ID": true, "VITEST": true, "PYTEST_CURRENT_TEST": true,
}

// atHome is whether only tools at home set a variable: the infrastructure code gives the function none of that name.
func (ev *evaluator) atHome(name string) bool {
	_, given := ev.entry.Settings[name]
	return ofHome[name] && !given
}

// isSet is whether an environment variable counts as true.
func (ev *evaluator) isSet(v *term.Environment) truth {
	switch s := ev.entry.Settings[v.Name]; {
	case ofPlatform[v.Name], s.Known && s.Text != "":
		return always
	case s.Known, ev.atHome(v.Name) && v.Default == nil:
		return never
	case ev.atHome(v.Name):
		return ev.truthOf(v.Default)
	}
	return maybe
}

// isGiven is whether an environment variable is there at all, or something in its place.
func (ev *evaluator) isGiven(v *term.Environment) truth {
	switch {
	case ofPlatform[v.Name], ev.entry.Settings[v.Name].Known:
		return always
	case v.Default != nil && ev.nullness(v.Default) == never:
		return always
	case ev.atHome(v.Name) && (v.Default == nil || ev.nullness(v.Default) == always):
		return never
	}
	return maybe
}

// holds is whether a value is an environment variable that holds a text.
func (ev *evaluator) holds(v, text term.Value) truth {
	e, ok := v.(*term.Environment)
	s, isText := term.KnownText(text)
	if !ok || !isText {
		return maybe
	}
	is := func(yes bool) truth {
		if yes {
			return always
		}
		return never
	}
	switch set := ev.entry.Settings[e.Name]; {
	case set.Known:
		return is(set.Text == s)
	case ofPlatform[e.Name] && s == "":
		return never
	case ev.atHome(e.Name) && e.Default == nil:
		return never
	case ev.atHome(e.Name):
		return ev.same(e.Default, text)
	}
	return maybe
}

// demand notes the environment variables without which something is raised.
func (ev *evaluator) demand() {
	for g := ev.guards; g != nil; g = g.up {
		name, set := setBy(g.Test)
		if !g.Holds {
			set = set.not()
		}
		if name != "" && set == never {
			if ev.trace.Demanded == nil {
				ev.trace.Demanded = map[string]bool{}
			}
			ev.trace.Demanded[name] = true
		}
	}
}
