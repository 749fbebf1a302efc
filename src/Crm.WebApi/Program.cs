using Crm.Infrastructure;
using Crm.WebApi;
using Crm.WebApi.CommandLine;
using Crm.WebApi.Startup;

if (args is [PostgresCommand.Verb, ..])
{
    return await PostgresCommand.RunAsync(args);
}

if (args is [AuditCommand.Verb, ..])
{
    return await AuditCommand.RunAsync(args, Console.Out, Console.Error);
}

using var signals = new ShutdownSignals();
try
{
    await using var app = await CrmApplication.BuildAsync(args, cancellationToken: signals.Token);
    await app.RunToEndAsync(signals.Token);
    return 0;
}
catch (StartupException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (Exception exception) when (exception is InvalidDataException or FormatException)
{
    await Console.Error.WriteLineAsync(
        $"The settings cannot be read: {exception.Message.ReplaceLineEndings(" ")} Correct appsettings.json."
    );
    return 1;
}
catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
{
    return 130;
}
