@node "%~dp0adev" %*
