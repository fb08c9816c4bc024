import { Request, Response } from 'express'

export const serve = () => {
  return ({ params, query }: Request, res: Response) => {
    // ruleid: javascript-path-from-request
    res.sendFile(path.resolve('files/', params.file))
    // ok: javascript-path-from-request
    res.sendFile(path.resolve('files/', path.basename(params.file)))
  }
}

export const handler: Handler = async (event: APIGatewayProxyEvent) => {
  // ruleid: javascript-sql-from-request
  await db.query("SELECT * FROM users WHERE name = '" + event.pathParameters.name + "'")
  // ok: javascript-sql-from-request
  await db.query('SELECT * FROM users WHERE name = $1', [event.pathParameters.name])
}
