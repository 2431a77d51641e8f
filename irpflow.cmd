@echo off
rem Builds Irpflow if its sources changed since the last build, then runs it; the twin of the shell
rem script of the same name, where each step is explained. Needs JDK 25 and Maven 3.8.6 or later.
setlocal EnableExtensions DisableDelayedExpansion
set "IRPFLOW_HOME=%~dp0"
set "IRPFLOW_HOME=%IRPFLOW_HOME:~0,-1%"
set "IRPFLOW_STATE=%IRPFLOW_HOME%\target\irpflow"

call :find_jdk
if not defined IRPFLOW_JDK (
  >&2 echo irpflow: no JDK 25 found: not in JAVA_HOME, nor on the PATH, nor in the usual folders.
  >&2 echo irpflow: Install a JDK 25, for instance Eclipse Temurin 25, or set JAVA_HOME to the folder of one.
  exit /b 70
)

call :find_fresh_build
if not defined IRPFLOW_BUILD call :build_alone
if not defined IRPFLOW_BUILD exit /b 70

set "IRPFLOW_CACHE="
if exist "%IRPFLOW_BUILD%\irpflow.aot" set IRPFLOW_CACHE="-XX:AOTCache=%IRPFLOW_BUILD%\irpflow.aot"
"%IRPFLOW_JDK%\bin\java.exe" "@%IRPFLOW_HOME%\jvm-flags.txt" -Xlog:disable "-Xlog:all=warning,aot*=off,cds*=off:stderr" ^
  "-Dirpflow.home=%IRPFLOW_HOME%" %IRPFLOW_CACHE% -cp "%IRPFLOW_BUILD%\lib\irpflow.jar" ^
  dev.irpflow.sim.cli.Main %*
exit /b %ERRORLEVEL%

:find_jdk
set "IRPFLOW_JDK="
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
for /f "delims=" %%J in ('where javac 2^>nul') do call :try_jdk "%%~dpJ.."
for /d %%J in (
  "%ProgramFiles%\Eclipse Adoptium\jdk-25*"
  "%ProgramFiles%\Java\jdk-25*"
  "%ProgramFiles%\Microsoft\jdk-25*"
  "%ProgramFiles%\Amazon Corretto\jdk25*"
  "%ProgramFiles%\Zulu\zulu-25*"
  "%USERPROFILE%\.jdks\*25*"
) do call :try_jdk "%%~J"
exit /b 0

:try_jdk
if defined IRPFLOW_JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25\>" "%~1\release" >nul 2>nul
if not errorlevel 1 set "IRPFLOW_JDK=%~f1"
exit /b 0

rem Leaves the folder of the newest build in IRPFLOW_BUILD, or nothing if a source is newer than it.
:find_fresh_build
set "IRPFLOW_BUILD="
if not exist "%IRPFLOW_STATE%\current" exit /b 0
set "IRPFLOW_NAME="
set /p IRPFLOW_NAME=<"%IRPFLOW_STATE%\current"
set "IRPFLOW_FOUND=%IRPFLOW_STATE%\%IRPFLOW_NAME%"
if not exist "%IRPFLOW_FOUND%\complete" exit /b 0
fc /b "%IRPFLOW_JDK%\release" "%IRPFLOW_FOUND%\release" >nul 2>nul
if errorlevel 1 exit /b 0
powershell -NoProfile -NonInteractive -Command ^
  "$home_ = $env:IRPFLOW_HOME; $began = (Get-Item -LiteralPath (Join-Path $env:IRPFLOW_FOUND 'began')).LastWriteTimeUtc;" ^
  "$modules = 'protocol', 'actors', 'cluster-config', 'simulations';" ^
  "$inputs = @('pom.xml', 'jvm-flags.txt', '.mvn') + ($modules | ForEach-Object { $_ + '\pom.xml'; $_ + '\src\main' });" ^
  "foreach ($input_ in $inputs) { $path = Join-Path $home_ $input_;" ^
  "if (-not (Test-Path -LiteralPath $path)) { continue };" ^
  "$all = @(Get-Item -Force -LiteralPath $path) + @(Get-ChildItem -Recurse -Force -LiteralPath $path);" ^
  "foreach ($one in $all) { if ($one.LastWriteTimeUtc -gt $began) { exit 1 } } }; exit 0"
if not errorlevel 1 set "IRPFLOW_BUILD=%IRPFLOW_FOUND%"
exit /b 0

rem A file that is open for writing can be opened by nobody else: that is the lock. What the build
rem has to say is said afterwards, because the complaint that the file is in use must not be heard.
:build_alone
if not exist "%IRPFLOW_STATE%" mkdir "%IRPFLOW_STATE%" 2>nul
if not exist "%IRPFLOW_STATE%\" (
  >&2 echo irpflow: cannot make "%IRPFLOW_STATE%", where Irpflow puts what it builds.
  >&2 echo irpflow: Make the folder writable, or copy the sources to where you may write.
  exit /b 70
)
>&2 echo irpflow: building ...
set "IRPFLOW_WAITING="
:wait_for_lock
set "IRPFLOW_PROBLEM=locked"
call :build_locked 2>nul
if "%IRPFLOW_PROBLEM%"=="locked" (
  if not defined IRPFLOW_WAITING >&2 echo irpflow: another irpflow is building, or "%IRPFLOW_STATE%" cannot be written; waiting ...
  set "IRPFLOW_WAITING=yes"
  ping -n 2 127.0.0.1 >nul
  goto :wait_for_lock
)
if "%IRPFLOW_PROBLEM%"=="no-maven" (
  >&2 echo irpflow: Maven not found: there is no mvn on the PATH, and MAVEN_HOME names none.
  >&2 echo irpflow: Install Apache Maven 3.8.6 or later, for instance: choco install maven
)
if "%IRPFLOW_PROBLEM%"=="old-maven" (
  >&2 echo irpflow: "%IRPFLOW_MAVEN%" is Apache Maven %IRPFLOW_VERSION%, which is too old.
  >&2 echo irpflow: Install Apache Maven 3.8.6 or later, or put a newer one first on the PATH.
)
if "%IRPFLOW_PROBLEM%"=="failed" (
  >&2 type "%IRPFLOW_STATE%\build.log"
  >&2 echo irpflow: the build failed; what Maven said stands above, and in "%IRPFLOW_STATE%\build.log"
)
exit /b 0

:build_locked
call :build 9>"%IRPFLOW_STATE%\lock"
exit /b 0

:build
set "IRPFLOW_PROBLEM="
call :find_fresh_build
if defined IRPFLOW_BUILD exit /b 0
set "IRPFLOW_MAVEN="
for /f "delims=" %%M in ('where mvn.cmd 2^>nul') do if not defined IRPFLOW_MAVEN set "IRPFLOW_MAVEN=%%M"
if not defined IRPFLOW_MAVEN if exist "%MAVEN_HOME%\bin\mvn.cmd" set "IRPFLOW_MAVEN=%MAVEN_HOME%\bin\mvn.cmd"
if not defined IRPFLOW_MAVEN (
  set "IRPFLOW_PROBLEM=no-maven"
  exit /b 0
)
set "JAVA_HOME=%IRPFLOW_JDK%"
set "IRPFLOW_VERSION="
set "IRPFLOW_NUMBER=3008006"
for /f "tokens=1-3" %%A in ('call "%IRPFLOW_MAVEN%" --version 2^>nul') do if "%%A %%B"=="Apache Maven" set "IRPFLOW_VERSION=%%C"
for /f "tokens=1-3 delims=.-" %%A in ("%IRPFLOW_VERSION%") do set /a "IRPFLOW_NUMBER=%%A*1000000+%%B*1000+%%C"
if %IRPFLOW_NUMBER% LSS 3008006 (
  set "IRPFLOW_PROBLEM=old-maven"
  exit /b 0
)
set "IRPFLOW_NAME=build-%RANDOM%%RANDOM%"
set "IRPFLOW_NEW=%IRPFLOW_STATE%\%IRPFLOW_NAME%"
mkdir "%IRPFLOW_NEW%\lib"
type nul >"%IRPFLOW_NEW%\began"
copy /y "%IRPFLOW_JDK%\release" "%IRPFLOW_NEW%\release" >nul
call "%IRPFLOW_MAVEN%" -B -q -f "%IRPFLOW_HOME%\pom.xml" -Dquick package >"%IRPFLOW_STATE%\build.log" 2>&1 <nul
if errorlevel 1 (
  set "IRPFLOW_PROBLEM=failed"
  rmdir /s /q "%IRPFLOW_NEW%"
  exit /b 0
)
copy /y "%IRPFLOW_HOME%\simulations\target\quick\lib\*.jar" "%IRPFLOW_NEW%\lib" >nul
copy /y "%IRPFLOW_HOME%\simulations\target\quick\irpflow-simulations-*.jar" "%IRPFLOW_NEW%\lib\irpflow.jar" >nul
"%IRPFLOW_JDK%\bin\java.exe" "@%IRPFLOW_HOME%\jvm-flags.txt" -Xlog:disable "-Xlog:all=warning,aot*=off,cds*=off:stderr" ^
  "-Dirpflow.home=%IRPFLOW_HOME%" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions ^
  -XX:-AOTRecordTraining "-XX:AOTCacheOutput=%IRPFLOW_NEW%\irpflow.aot" ^
  -cp "%IRPFLOW_NEW%\lib\irpflow.jar" dev.irpflow.sim.cli.Main ^
  run network-drive --seed 1 --out "%IRPFLOW_NEW%\trained" >nul 2>nul <nul
if exist "%IRPFLOW_NEW%\trained" rmdir /s /q "%IRPFLOW_NEW%\trained"
set "IRPFLOW_OLD="
if exist "%IRPFLOW_STATE%\current" set /p IRPFLOW_OLD=<"%IRPFLOW_STATE%\current"
for /d %%B in ("%IRPFLOW_STATE%\build-*") do (
  if /i not "%%~nxB"=="%IRPFLOW_NAME%" if /i not "%%~nxB"=="%IRPFLOW_OLD%" rmdir /s /q "%%B" 2>nul
)
type nul >"%IRPFLOW_NEW%\complete"
>"%IRPFLOW_STATE%\current" echo %IRPFLOW_NAME%
set "IRPFLOW_BUILD=%IRPFLOW_NEW%"
exit /b 0
