// Package sam turns a SAM template into the plain CloudFormation template that deploying it would
// make. In goes a parsed template, out comes a new tree in which every node carries the place of the
// line that caused it: a role that nobody wrote points at the function that needs it.
//
// What is made, and under which logical ids, follows the SAM specification and its page on generated
// resources (AWS SAM developer guide: sam-specification, sam-specification-generated-resources). No
// intrinsic function is evaluated but references to parameters and look-ups in mappings, where SAM
// itself needs their value to name or shape a resource.
//
// # Where to find what
//
// The transform:
//   - transform.go: its steps, and what it makes
//   - globals.go, parameters.go: what is put in before
//   - reference.go: references to what got another id
//   - errors.go, budget.go: what is refused, what is too much
//
// Functions:
//   - function.go
//   - function_code.go, function_role.go, function_url.go, function_version.go, function_destination.go: their parts
//   - policytemplate.go: policies by their names
//   - deployment.go: gradual deployments
//   - layerversion.go, capacityprovider.go
//
// Events:
//   - event.go: what all have
//   - event_source.go, event_kafka.go, event_broker.go: what Lambda polls
//   - event_push.go, event_sns.go, event_rule.go, event_scheduler.go: what calls it
//   - event_api.go, event_httpapi.go: routes
//
// APIs:
//   - api.go, api_auth.go, api_cors.go, api_models.go, api_policy.go, api_usageplan.go: REST
//   - httpapi.go, httpapi_auth.go: HTTP
//   - websocketapi.go, graphqlapi.go
//   - implicit.go: those that only events ask for
//   - domain.go: custom domains
//   - openapi.go: their descriptions
//
// Other resources:
//   - statemachine.go, simpletable.go, application.go
//   - connector.go, connection.go: connectors
//
// Trees:
//   - node.go: how they are made and changed
//   - intrinsic.go, condition.go: functions and conditions in them
//   - json.go, hash.go: as text
package sam
