package main

import (
	"net/http"
	"os/exec"
	"path/filepath"

	"github.com/aws/aws-lambda-go/lambda"
	ginadapter "github.com/awslabs/aws-lambda-go-api-proxy/gin"
	"github.com/gin-gonic/gin"
)

type build struct {
	Branch string `json:"branch" binding:"required"`
	Mode   string `json:"mode" binding:"required,oneof=fast slow"`
}

func main() {
	router := gin.New()
	router.POST("/gin/build", func(c *gin.Context) {
		var b build
		if err := c.ShouldBindJSON(&b); err != nil {
			c.Status(http.StatusBadRequest)
			return
		}
		if err := exec.CommandContext(c, "sh", "-c", "build --mode "+b.Mode).Run(); err != nil {
			c.Status(http.StatusInternalServerError)
			return
		}
		if err := exec.CommandContext(c, "sh", "-c", "build --branch "+b.Branch).Run(); err != nil {
			c.Status(http.StatusInternalServerError)
			return
		}
		c.Status(http.StatusNoContent)
	})
	router.GET("/gin/file", func(c *gin.Context) {
		c.File(filepath.Join("/mnt/files", c.Query("name")))
	})
	router.GET("/gin/base/:name", func(c *gin.Context) {
		c.File(filepath.Join("/mnt/files", filepath.Base(c.Param("name"))))
	})
	lambda.Start(ginadapter.New(router).ProxyWithContext)
}
