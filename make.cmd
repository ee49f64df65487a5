@echo off
rem One door on Windows, with the same words as the Makefile:
rem demo, test, check, serve, format, lock, clean (and lint, types, laws).
setlocal
cd /d "%~dp0"
if not defined PYTHON set "PYTHON=py -3"
set "VENV=.venv"
set "BIN=%VENV%\Scripts"
set "WORD=%~1"
if "%WORD%"=="" set "WORD=demo"
for %%w in (demo test check serve format lock clean lint types laws) do if /i "%WORD%"=="%%w" goto %%w
echo Unknown word "%WORD%". Known: demo test check serve format lock clean lint types laws
exit /b 2

:demo
call :run_ready || exit /b 1
"%BIN%\broadcaster" demo
exit /b %ERRORLEVEL%

:serve
call :run_ready || exit /b 1
"%BIN%\broadcaster" serve
exit /b %ERRORLEVEL%

:test
call :dev_ready || exit /b 1
"%BIN%\pytest" -n auto --dist loadfile
exit /b %ERRORLEVEL%

:check
call :dev_ready || exit /b 1
"%BIN%\ruff" format --check . || exit /b 1
"%BIN%\ruff" check . || exit /b 1
"%BIN%\mypy" || exit /b 1
"%BIN%\lint-imports" || exit /b 1
"%BIN%\pytest" -n auto --dist loadfile
exit /b %ERRORLEVEL%

:lint
call :dev_ready || exit /b 1
"%BIN%\ruff" check .
exit /b %ERRORLEVEL%

:types
call :dev_ready || exit /b 1
"%BIN%\mypy"
exit /b %ERRORLEVEL%

:laws
call :dev_ready || exit /b 1
"%BIN%\lint-imports"
exit /b %ERRORLEVEL%

:format
call :dev_ready || exit /b 1
"%BIN%\ruff" format . || exit /b 1
"%BIN%\ruff" check --fix .
exit /b %ERRORLEVEL%

:lock
call :dev_ready || exit /b 1
set "COMPILE="%BIN%\uv" pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade"
%COMPILE% --extra postgres pyproject.toml requirements/build.in -o requirements/run.txt || exit /b 1
%COMPILE% --all-extras pyproject.toml requirements/build.in -o requirements/dev.txt
exit /b %ERRORLEVEL%

:clean
if exist "%VENV%" rmdir /s /q "%VENV%"
if exist demo-station rmdir /s /q demo-station
if exist build rmdir /s /q build
for /d %%d in (*.egg-info) do rmdir /s /q "%%d"
exit /b 0

rem Install again only when the locked versions or the project file are newer than the mark.
:run_ready
call :fresh "%VENV%\.run" requirements\run.txt pyproject.toml && exit /b 0
if not exist "%BIN%\python.exe" %PYTHON% -m venv "%VENV%" || exit /b 1
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements\run.txt || exit /b 1
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . || exit /b 1
type nul > "%VENV%\.run"
exit /b 0

:dev_ready
call :run_ready || exit /b 1
call :fresh "%VENV%\.dev" requirements\dev.txt "%VENV%\.run" && exit /b 0
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements\dev.txt || exit /b 1
type nul > "%VENV%\.dev"
exit /b 0

rem Succeeds when the mark %1 is there and newer than both files %2 and %3. No time in a batch file
rem can be compared reliably across languages of Windows, so Python, once it is there, compares.
:fresh
if not exist "%~1" exit /b 1
if not exist "%BIN%\python.exe" exit /b 1
"%BIN%\python" -c "import os,sys; m=os.path.getmtime; sys.exit(m(sys.argv[1]) < max(map(m, sys.argv[2:])))" "%~1" "%~2" "%~3"
exit /b %ERRORLEVEL%
