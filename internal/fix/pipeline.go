package fix

// pipelineFixers mend how the application is built and deployed.
var pipelineFixers = []fixer{}
