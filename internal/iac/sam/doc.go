// Package sam turns a SAM template into the plain CloudFormation template that deploying it would
// make. In goes a parsed template, out comes a new tree in which every node carries the place of the
// line that caused it: a role that nobody wrote points at the function that needs it.
//
// What is made, and under which logical ids, follows the SAM specification and its page on generated
// resources (AWS SAM developer guide: sam-specification, sam-specification-generated-resources). No
// intrinsic function is evaluated but references to parameters and look-ups in mappings, where SAM
// itself needs their value to name or shape a resource.
package sam
