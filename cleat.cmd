@echo off
rem Runs Cleat from its sources: finds a JDK, builds on first use, then runs the program.
rem What was built lives in the user's local application data; CLEAT_CACHE names another place for it.
rem No delayed expansion: it would eat the exclamation mark of a share such as \\host\!.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"

set "jdk="
if defined JAVA_HOME call :suits "%JAVA_HOME%"
if not defined jdk for /f "delims=" %%j in ('where javac 2^>nul') do call :suits "%%~dpj.."
for %%v in ("Eclipse Adoptium" "Java" "Microsoft" "Zulu" "Amazon Corretto" "BellSoft" "SapMachine" "Semeru") do (
    for /d %%d in ("%ProgramFiles%\%%~v\*") do call :suits "%%~d"
)
for /d %%d in ("%USERPROFILE%\.jdks\*" "%USERPROFILE%\scoop\apps\openjdk*" "%USERPROFILE%\scoop\apps\temurin*") do (
    call :suits "%%~d"
    call :suits "%%~d\current"
)
if not defined jdk (
    echo Cleat needs a JDK 25 or newer, and found none: install one ^(winget install EclipseAdoptium.Temurin.25.JDK, or https://adoptium.net^) or set JAVA_HOME. >&2
    exit /b 1
)

set "cache=%CLEAT_CACHE%"
if not defined cache set "cache=%LOCALAPPDATA%\Cleat\cache"
if not exist "%cache%\" mkdir "%cache%"

rem Names, sizes and times here, where hashing three hundred files would take seconds.
set "list=%cache%\sources-%RANDOM%%RANDOM%.txt"
> "%list%" (
    echo "%jdk%"
    type "%jdk%\release"
    for %%f in ("%root%\pom.xml" "%root%\mvnw.cmd") do echo %%~ff %%~zf %%~tf
    call :names "%root%\.mvn"
    call :names "%root%\bin"
    for /d %%m in ("%root%\*") do if exist "%%~m\pom.xml" (
        for %%f in ("%%~m\pom.xml") do echo %%~ff %%~zf %%~tf
        call :names "%%~m\src\main"
    )
)
set "key="
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%list%" SHA256') do if not defined key set "key=%%h"
del "%list%"
set "key=%key: =%"
set "build=%cache%\build-%key:~0,16%"

if not exist "%build%\run.args" (
    "%jdk%\bin\java" -XX:+UseSerialGC "%root%\bin\FirstUse.java" "%root%" "%build%" 1>&2
    if errorlevel 1 exit /b 1
)
rem A service is to start what started it.
set "CLEAT_LAUNCHER=%~f0"
type nul > "%build%\used" 2>nul
"%jdk%\bin\java" "@%build%\run.args" %*
exit /b %ERRORLEVEL%

rem Sets jdk to the folder given where it is a JDK that is new enough and none was found before.
:suits
if defined jdk exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f tokens^=2^ delims^=^".+- %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do if %%v GEQ 25 set "jdk=%~f1"
exit /b 0

:names
if exist "%~1\" for /r "%~1" %%f in (*) do echo %%~ff %%~zf %%~tf
exit /b 0
