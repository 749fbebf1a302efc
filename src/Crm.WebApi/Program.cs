using Crm.Infrastructure;
using Crm.WebApi;

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
