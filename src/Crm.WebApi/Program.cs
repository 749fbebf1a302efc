using Crm.Infrastructure;
using Crm.WebApi;
using Crm.WebApi.CommandLine;

if (args is [PostgresCommand.Verb, ..])
{
    return await PostgresCommand.RunAsync(args);
}

try
{
    await using var app = await CrmApplication.BuildAsync(args);
    await app.RunAsync();
    return 0;
}
catch (StartupException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
