package sdk

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// taskRoles are the roles that a task definition names: who runs the task hands them to it (Amazon ECS Developer Guide,
// "Task execution IAM role", "Task IAM role").
func (e *element) taskRoles() []model.Value {
	var out []model.Value
	for _, property := range []string{"TaskRoleArn", "ExecutionRoleArn"} {
		if v := e.properties.Get(property); e.kind == "AWS::ECS::TaskDefinition" && !v.IsAbsent() {
			out = append(out, v)
		}
	}
	return out
}

// taskRoles are the targets of what is needed on the roles of the tasks that a request runs.
func (r *run) taskRoles(q *request, need *catalogue.Need, all []catalogue.Need, at model.Location) []bound {
	var out []bound
	for i := range all {
		if other := &all[i]; other.On.Kind == catalogue.Own && other.Action.HasResources() && other.Action.Service() != need.Action.Service() {
			for _, task := range r.related(q, other, all, at) {
				out = append(out, r.rolesOf(task, need.Action, at)...)
			}
		}
	}
	return out
}

func (r *run) rolesOf(task bound, action catalogue.Action, at model.Location) []bound {
	if task.of == nil {
		return []bound{unknownTarget("the roles of a task definition that is not declared here", at)}
	}
	var out []bound
	for _, v := range task.of.taskRoles() {
		for _, n := range r.declared(model.Variable{Value: v, At: task.of.at}) {
			for _, role := range r.identifyAny(n, action, "RoleArn") {
				role.of = task.of // the condition is about what names the role
				out = append(out, role)
			}
		}
	}
	return out
}
