package sam

import (
	"github.com/sconce-dev/sconce/internal/source"
)

// url makes the URL of a function, and for one without authentication the permissions for everybody.
func (f *function) url() {
	config := f.props.Get("FunctionUrlConfig")
	if isNull(config) {
		return
	}
	auth := config.Get("AuthType")
	switch s := stringOf(f.t.resolve(auth)); {
	case isIntrinsic(auth) && s == "":
	case s != "AWS_IAM" && s != "NONE":
		f.fail(config, "FunctionUrlConfig needs AuthType: AWS_IAM or NONE")
		return
	}
	if cors := config.Get("Cors"); !isNull(cors) && !f.urlCors(cors) {
		return
	}
	target := ref(config, f.id)
	props := object(config, "AuthType", auth, "TargetFunctionArn", target)
	copyProperty(props, "Cors", config.Get("Cors"))
	copyProperty(props, "InvokeMode", config.Get("InvokeMode"))
	if f.alias != "" {
		target = ref(config, f.alias)
		set(props, "TargetFunctionArn", target)
	}
	f.emit(f.id+"Url", "AWS::Lambda::Url", props, f.passed())
	if stringOf(auth) != "NONE" {
		return
	}
	f.emit(f.id+"UrlPublicPermissions", "AWS::Lambda::Permission", object(auth, "Action", "lambda:InvokeFunctionUrl",
		"FunctionName", target, "Principal", "*", "FunctionUrlAuthType", auth), f.passed())
	f.emit(f.id+"URLInvokeAllowPublicAccess", "AWS::Lambda::Permission", object(auth, "Action", "lambda:InvokeFunction",
		"FunctionName", target, "Principal", "*", "InvokedViaFunctionUrl", true), f.passed())
}

// urlCors checks the CORS settings of a URL.
func (f *function) urlCors(cors *node) bool {
	if isIntrinsic(cors) {
		return true
	}
	if !isMap(cors) {
		f.fail(cors, "Cors of FunctionUrlConfig should be a map, not %s", cors.Name())
		return false
	}
	kinds := map[string]source.Kind{
		"AllowOrigins": source.List, "AllowMethods": source.List, "AllowHeaders": source.List, "ExposeHeaders": source.List,
		"AllowCredentials": source.Bool, "MaxAge": source.Number,
	}
	ok := true
	each(cors, func(key string, v *node) {
		kind, known := kinds[key]
		switch {
		case !known:
			f.fail(v, "%s is no property of Cors of FunctionUrlConfig", key)
			ok = false
		case !isIntrinsic(v) && v.Kind != kind:
			f.fail(v, "%s of Cors is %s", key, v.Name())
			ok = false
		}
	})
	return ok
}
